import type { ValuesOf } from '../../frame/fields.ts';
import type { PartState } from '../../frame/store.ts';
import type { fields } from './fields.ts';
import { fitDigit } from './fit.ts';

/** One test image per class. */
const choice = [28, 2, 1, 63, 4, 45, 11, 97, 61, 9] as const;

/** Input of the network: a test image or a drawing. */
export interface Inputs {
  /** Shows the 28 × 28 pixels of the input. */
  readonly show: (image: Uint8Array) => void;
  /** Clears the pad. */
  readonly clear: () => void;
}

/** Creates the gallery of test images, the pad, and the view of the input. */
export function openInputs(
  parent: HTMLElement,
  state: PartState<ValuesOf<typeof fields>>,
  onDrawn: (digit: Uint8Array | undefined) => void,
): Inputs {
  parent.innerHTML = `<div class="seen"><p class="name">Its input</p><canvas class="digit" width="28" height="28" role="img" aria-label="The 28 by 28 pixels of the input"></canvas></div>
<div class="pad"><p class="name" id="pad-name">Draw a digit</p><canvas class="digit" tabindex="0" role="application" aria-labelledby="pad-name" aria-describedby="pad-help"></canvas>
<button type="button">Clear</button></div>
<div class="pick"><p class="name">Or choose a test image</p><div class="gallery" role="group" aria-label="Test images"></div>
<p class="small" id="pad-help">Draw with mouse, pen or finger, or move with the arrow keys and press space to lower or lift the pen.</p></div>`;
  const find = <Kind extends Element>(selector: string) => parent.querySelector(selector) as Kind;
  const seen = find<HTMLCanvasElement>('.seen canvas').getContext('2d') as CanvasRenderingContext2D;
  const pad = openPad(find<HTMLCanvasElement>('.pad canvas'), onDrawn);
  find<HTMLButtonElement>('.pad button').addEventListener('click', () => {
    pad.clear();
    onDrawn(undefined);
  });
  for (const [label, digit] of choice.entries()) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', textContent: String(label) });
    button.setAttribute('aria-label', `A ${label}, test image ${digit}`);
    button.addEventListener('click', () => {
      pad.clear();
      onDrawn(undefined);
      state.set({ digit }, 'jump');
    });
    find('.gallery').append(button);
  }
  return {
    clear: pad.clear,
    show: (image) => {
      const pixels = seen.createImageData(28, 28);
      for (const [index, value] of image.entries()) pixels.data.set([value, value, value, 255], 4 * index);
      seen.putImageData(pixels, 0, 0);
    },
  };
}

/** Edge of the drawing, in pixels. */
const edge = 280;
const brush = 22;
/** Distance that an arrow key moves the pen. */
const stride = 10;

/** A pad to draw a digit on. */
export interface Pad {
  readonly clear: () => void;
}

/**
 * Creates a pad for mouse, pen, finger and keyboard: arrow keys move a pen that the space bar lowers and lifts.
 *
 * @param onDigit - receives the input of the network after every stroke
 */
export function openPad(canvas: HTMLCanvasElement, onDigit: (digit: Uint8Array) => void): Pad {
  canvas.width = edge;
  canvas.height = edge;
  const context = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  const ink = document
    .createElement('canvas')
    .getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
  ink.canvas.width = edge;
  ink.canvas.height = edge;
  Object.assign(ink, { lineCap: 'round', lineJoin: 'round', lineWidth: brush, strokeStyle: '#fff' });
  const pen = { x: edge / 2, y: edge / 2, down: false, keys: false };

  const show = () => {
    context.fillStyle = '#000';
    context.fillRect(0, 0, edge, edge);
    context.drawImage(ink.canvas, 0, 0);
    if (!pen.keys) return;
    context.strokeStyle = pen.down ? '#ff8a3d' : '#9ad';
    context.lineWidth = 3;
    context.strokeRect(pen.x - brush / 2, pen.y - brush / 2, brush, brush);
  };
  const tell = () => {
    const { data } = ink.getImageData(0, 0, edge, edge);
    onDigit(
      fitDigit(
        Uint8Array.from({ length: edge * edge }, (_, index) => data[4 * index + 3] as number),
        edge,
      ),
    );
  };
  const lineTo = (x: number, y: number) => {
    ink.beginPath();
    ink.moveTo(pen.x, pen.y);
    ink.lineTo(x, y);
    ink.stroke();
    Object.assign(pen, { x, y });
  };
  listenToPointer(canvas, pen, lineTo, show, tell);
  listenToKeys(canvas, pen, lineTo, show, tell);
  show();
  return {
    clear: () => {
      ink.clearRect(0, 0, edge, edge);
      show();
    },
  };
}

interface Pen {
  x: number;
  y: number;
  down: boolean;
  keys: boolean;
}

type LineTo = (x: number, y: number) => void;

function listenToPointer(
  canvas: HTMLCanvasElement,
  pen: Pen,
  lineTo: LineTo,
  show: () => void,
  tell: () => void,
): void {
  const positionOf = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const { left, top, width } = canvas.getBoundingClientRect();
    return [((clientX - left) / width) * edge, ((clientY - top) / width) * edge];
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    [pen.x, pen.y] = positionOf(event);
    Object.assign(pen, { down: true, keys: false });
    lineTo(pen.x + 0.1, pen.y);
    show();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!pen.down || pen.keys) return;
    lineTo(...positionOf(event));
    show();
  });
  const lift = () => {
    if (!pen.down || pen.keys) return;
    pen.down = false;
    tell();
  };
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-stride, 0],
  ArrowRight: [stride, 0],
  ArrowUp: [0, -stride],
  ArrowDown: [0, stride],
};

function listenToKeys(canvas: HTMLCanvasElement, pen: Pen, lineTo: LineTo, show: () => void, tell: () => void): void {
  const inside = (value: number) => Math.min(edge - brush, Math.max(brush, value));
  canvas.addEventListener('keydown', (event) => {
    const arrow = arrows[event.key];
    if (event.key !== ' ' && arrow === undefined) return;
    event.preventDefault();
    if (!pen.keys) Object.assign(pen, { keys: true, down: false });
    if (arrow === undefined) {
      pen.down = !pen.down;
      if (pen.down) lineTo(pen.x + 0.1, pen.y);
      else tell();
    } else {
      const [x, y] = [inside(pen.x + arrow[0]), inside(pen.y + arrow[1])];
      if (pen.down) lineTo(x, y);
      else Object.assign(pen, { x, y });
    }
    show();
  });
  canvas.addEventListener('blur', () => {
    if (pen.keys && pen.down) tell();
    Object.assign(pen, { keys: false, down: false });
    show();
  });
}
