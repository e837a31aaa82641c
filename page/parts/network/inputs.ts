import type { ValuesOf } from '../../frame/fields.ts';
import type { PartState } from '../../frame/store.ts';
import type { fields } from './fields.ts';
import { openPad } from './pad.ts';

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
