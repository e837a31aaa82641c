import { aboveMean } from '../network/draw.ts';
import { digitAt, type Outputs } from './outputs.ts';

/** Tells the values of the bars under the pointer or a finger, or of those chosen with the arrow keys. */
export function openBarReadout(
  bars: HTMLElement,
  runsNow: () => readonly Outputs[],
  speak: (text: string) => void,
): void {
  const told = document.createElement('p');
  told.className = 'small bar-values';
  told.textContent = 'Point at a bar for its values.';
  (bars.nextElementSibling ?? bars).after(told);
  bars.tabIndex = 0;
  bars.role = 'group';
  bars.ariaLabel = 'Ten outputs; the arrow keys read their values';
  let digit = -1;
  const tell = (next: number): string => {
    digit = Math.min(9, Math.max(0, next));
    told.textContent = describe(digit, runsNow());
    return told.textContent;
  };
  const point = ({ clientX }: PointerEvent) => {
    const { left, width } = bars.getBoundingClientRect();
    tell(digitAt((clientX - left) / width, bars.querySelector('svg')?.viewBox.baseVal.width ?? width));
  };
  bars.addEventListener('pointermove', point);
  bars.addEventListener('pointerdown', point);
  bars.addEventListener('keydown', (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    speak(tell(digit + move));
  });
}

function describe(digit: number, runs: readonly Outputs[]): string {
  const values = runs.map(({ name, outputs }) => `${name} ${aboveMean(outputs)[digit]?.toPrecision(3)}`);
  return `output ${digit} · ${values.join(' · ')}`.replaceAll('-', '−');
}
