import type { ValuesOf } from '../../frame/fields.ts';
import type { PartState } from '../../frame/store.ts';
import type { fields } from './fields.ts';
import { openPad } from './pad.ts';

/** Test digits to begin with, one of each kind. */
const choice = [28, 2, 1, 63, 4, 45, 11, 97, 61, 9] as const;

/** Where a digit comes from: the test set, or the reader's hand. */
export interface Inputs {
  /** Shows the 28 × 28 values that the network sees. */
  readonly show: (image: Uint8Array) => void;
  /** Wipes the pad. */
  readonly clear: () => void;
}

/** Makes the choice of digits, the pad, and the picture that the network sees. */
export function openInputs(
  place: HTMLElement,
  state: PartState<ValuesOf<typeof fields>>,
  onDrawn: (digit: Uint8Array | undefined) => void,
): Inputs {
  place.innerHTML = `<div class="seen"><p class="name">what it sees</p><canvas class="digit" width="28" height="28" role="img" aria-label="The 28 by 28 pixels that the network sees"></canvas></div>
<div class="pad"><p class="name" id="pad-name">draw a digit</p><canvas class="digit" tabindex="0" role="application" aria-labelledby="pad-name" aria-describedby="pad-help"></canvas>
<button type="button">Clear</button></div>
<div class="pick"><p class="name">or take one of the test set</p><div class="gallery" role="group" aria-label="Digits of the test set"></div>
<p class="small" id="pad-help">On the pad: mouse, pen or finger; or arrow keys to move and space to put the pen down and lift it.</p></div>`;
  const find = <Kind extends Element>(selector: string) => place.querySelector(selector) as Kind;
  const seen = find<HTMLCanvasElement>('.seen canvas').getContext('2d') as CanvasRenderingContext2D;
  const pad = openPad(find<HTMLCanvasElement>('.pad canvas'), onDrawn);
  find<HTMLButtonElement>('.pad button').addEventListener('click', () => {
    pad.clear();
    onDrawn(undefined);
  });
  for (const [label, digit] of choice.entries()) {
    const button = document.createElement('button');
    Object.assign(button, { type: 'button', textContent: String(label) });
    button.setAttribute('aria-label', `A ${label}, number ${digit} of the test set`);
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
