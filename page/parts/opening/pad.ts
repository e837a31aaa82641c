import { fitDigit } from './fit.ts';

/** Adds a pad for a digit of the reader's own to a figure, with help for the keyboard. */
export function addPad(parent: HTMLElement, name: string, onDrawn: (digit: Uint8Array | undefined) => void): Pad {
  const box = document.createElement('div');
  box.className = 'pad';
  box.innerHTML = `<canvas tabindex="0" role="application" aria-label="Draw a digit" aria-describedby="${name}-pad"></canvas>
<div><p class="small" id="${name}-pad">Draw a digit with mouse, pen or finger, or move with the arrow keys and press space to lower or lift the pen.</p>
<button type="button">Clear</button></div>`;
  parent.before(box);
  const pad = openPad(box.querySelector('canvas') as HTMLCanvasElement, onDrawn);
  box.querySelector('button')?.addEventListener('click', () => {
    pad.clear();
    onDrawn(undefined);
  });
  return pad;
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
function openPad(canvas: HTMLCanvasElement, onDigit: (digit: Uint8Array) => void): Pad {
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
