import { argmax } from '../../../src/simulator/network/dense.ts';
import { at, line, words, wrapSvg } from '../../chart/plot.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Watched } from '../../worker/jobs/swing.ts';
import { aboveMean } from '../network/draw.ts';
import { nameSettings } from './compute.ts';
import type { fields } from './fields.ts';

/** The ten outputs of the network at a setting. */
export interface Outputs {
  readonly name: string;
  /** Output [class]. */
  readonly outputs: ArrayLike<number>;
}

/** The outputs of the three runs: the one that is wrong comes last. */
export function runOutputs(watched: readonly Watched[], values: ValuesOf<typeof fields>): Outputs[] {
  const names = nameSettings(values);
  return [0, 2, 1].map((run) => ({ name: names[run] as string, outputs: watched[run]?.outputs ?? [] }));
}

const [top, barsHeight, foot, gap] = [40, 84, 20, 18];
const looks = ['with', 'without', 'with'];

/** The digit whose bar is at this fraction of the drawing's width. */
export function digitAt(fraction: number, width: number): number {
  const wide = (width + gap) / 3;
  return Math.floor((10 * ((fraction * width) % wide)) / (wide - gap));
}

/** Draws the outputs at each setting as bars above and below their mean; every setting has its own scale, as the chart says. */
export function drawOutputBars(runs: readonly Outputs[], label: number, width: number): string {
  const wide = (width - gap * (runs.length - 1)) / runs.length;
  const drawn = runs.map(
    (run, index) =>
      `<g class="${looks[index]}" transform="translate(${at(index * (wide + gap))} 0)">${drawRun(run, label, wide)}</g>`,
  );
  const told = runs.map(({ name, outputs }) => {
    const largest = argmax(outputs);
    const wrong = largest === label ? '' : ', wrong';
    return `${name}: ${largest}${wrong}, ${nameHeight(Math.max(...aboveMean(outputs)))} above the mean`;
  });
  return wrapSvg(
    width,
    top + barsHeight + foot + 18,
    `The largest of ten outputs after 30 ms. ${told.join('; ')}`,
    ...drawn,
    words(
      0,
      top + barsHeight + foot + 12,
      width > 420
        ? 'Relative to their mean (the line); each setting has its own scale.'
        : 'Above their mean; own scales.',
      'small',
    ),
  );
}

function drawRun({ name, outputs }: Outputs, label: number, width: number): string {
  const isNarrow = width < 150;
  const heights = aboveMean(outputs);
  const largest = argmax(outputs);
  const isWrong = largest !== label;
  const [low, high] = [Math.min(0, ...heights), Math.max(...heights)];
  const y = (value: number) => top + (barsHeight * (high - value)) / (high - low || 1);
  const step = width / heights.length;
  const bars = heights.map((height, digit) => {
    const [from, to] = [y(Math.max(0, height)), y(Math.min(0, height))];
    const look = digit === largest ? 'bar largest' : 'bar';
    return (
      `<rect class="${look}" x="${at(digit * step + step * 0.14)}" y="${at(from)}" width="${at(step * 0.72)}" height="${at(to - from)}"/>` +
      (step < 8 && ![0, label, 9, largest].includes(digit)
        ? ''
        : words((digit + 0.5) * step, top + barsHeight + 15, String(digit), digit === largest ? 'label' : '', 'middle'))
    );
  });
  // the right output may be lower by less than a pixel
  const lead = nameHeight(high - (heights[label] ?? 0));
  const told = isNarrow
    ? `${largest}: + ${nameHeight(high)}`
    : `${largest}${width < 245 ? '' : ' is the largest'}: mean + ${nameHeight(high)}`;
  const result = isWrong
    ? `${largest}${width < 85 ? '' : ' wins'}${isNarrow ? '' : ` over ${label}`} by ${lead}`
    : told;

  return (
    words(0, 14, isNarrow ? name.replace('amplitude ', '').replace('floor at 0', 'floor') : name, 'label') +
    words(0, 31, result, isWrong ? 'small wrong' : 'small') +
    line(0, y(0), width, y(0), 'tick') +
    bars.join('')
  );
}

function nameHeight(height: number): string {
  return height >= 100 ? height.toFixed(0) : height.toPrecision(2);
}

/** Tells the values of the bars under the pointer or a finger, or of those chosen with the arrow keys. */
export function openBarReadout(
  bars: HTMLElement,
  runsNow: () => readonly Outputs[],
  speak: (text: string) => void,
): void {
  const told = document.createElement('p');
  told.className = 'small bar-values';
  told.textContent = 'Point at a bar, or use the arrow keys, for its values.';
  (bars.nextElementSibling ?? bars).after(told);
  bars.tabIndex = 0;
  bars.role = 'group';
  bars.ariaLabel = 'Ten outputs; the arrow keys read their values';
  let digit = -1;
  const tell = (next: number): string => {
    digit = Math.min(9, Math.max(0, next));
    told.textContent = describeBars(digit, runsNow());
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

function describeBars(digit: number, runs: readonly Outputs[]): string {
  const values = runs.map(({ name, outputs }) => `${name} ${aboveMean(outputs)[digit]?.toPrecision(3)}`);
  return `output ${digit} · ${values.join(' · ')}`.replaceAll('-', '−');
}
