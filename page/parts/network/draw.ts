import { argmax } from '../../../src/simulator/network/dense.ts';
import { glowOf, pixelOf, sizeOfTiles, type TilePlan } from '../../chart/layer.ts';
import { at, escapeText, layOut, line, moveApart, type Plot, words, wrapSvg } from '../../chart/plot.ts';

/**
 * Paints a layer at a step as RGBA pixels. A spike glows for a few steps.
 *
 * @param trains - bit mask of the steps in which each neuron fired [row, column, channel]
 * @param colors - of a spike, of a silent neuron and of the gap: red, green, blue
 */
export function paintLayer(
  pixels: Uint8ClampedArray,
  plan: TilePlan,
  trains: Uint32Array,
  step: number,
  colors: { readonly spike: readonly number[]; readonly rest: readonly number[]; readonly gap: readonly number[] },
): void {
  const { width } = sizeOfTiles(plan);
  for (let offset = 0; offset < pixels.length; offset += 4) setPixel(pixels, offset, colors.gap, colors.gap, 0);
  for (let neuron = 0; neuron < trains.length; neuron++) {
    const { x, y } = pixelOf(neuron, plan);
    setPixel(pixels, 4 * (y * width + x), colors.rest, colors.spike, glowOf(trains[neuron] as number, step));
  }
}

function setPixel(
  pixels: Uint8ClampedArray,
  offset: number,
  from: readonly number[],
  to: readonly number[],
  fraction: number,
) {
  for (let part = 0; part < 3; part++) {
    pixels[offset + part] = (from[part] as number) + ((to[part] as number) - (from[part] as number)) * fraction;
  }
  pixels[offset + 3] = 255;
}

/** The fraction of a layer that the full height of a bar stands for. */
const tallestFraction = 0.25;

/** The number of spikes that the full height stands for. */
export function tallestOf(counts: readonly number[], neurons: number): number {
  return Math.max(tallestFraction * neurons, ...counts);
}

/**
 * Draws how many neurons of a layer fire at each step and highlights the current step. The scale is fixed, so runs can
 * be compared.
 */
export function drawPulse(counts: readonly number[], neurons: number, step: number): string {
  const [wide, high] = [4, 20];
  const most = tallestOf(counts, neurons);
  const bars = counts.map((count, index) => {
    const tall = Math.max(0.5, (high * count) / most);
    return `<rect class="${index === step ? 'spike' : 'spike-quiet'}" x="${index * wide}" y="${at(high - tall)}" width="${wide - 1}" height="${at(tall)}"/>`;
  });
  return `<svg viewBox="0 0 ${counts.length * wide} ${high}" width="${counts.length * wide}" height="${high}">${bars.join('')}</svg>`;
}

/** Draws the ten filtered outputs over time, relative to their mean, and a line at the current step. */
export function drawOutputs(
  outputs: readonly ArrayLike<number>[],
  step: number,
  label: number | undefined,
  width: number,
  // the labels of ten curves fit
  height = width > 420 ? 230 : 204,
): string {
  const filtered = outputs.map(aboveMean);
  const last = filtered[step] as ArrayLike<number>;
  const winner = argmax(last);
  const all = filtered.flatMap((row) => Array.from(row));
  const [low, high] = [Math.min(0, ...all), Math.max(0.001, ...all)];
  const plot = layOut({
    width,
    height,
    top: 30,
    right: 76,
    left: 14,
    x: { from: 0, to: filtered.length - 1, label: 'time, ms', ticks: [0, 10, 20, 29] },
    y: {
      from: low,
      to: high,
      label: width > 420 ? 'outputs, smoothed, relative to their mean' : 'outputs − their mean',
      ticks: [],
    },
  });
  const curves = Array.from(last, (_, digit) => {
    const path = filtered.map(
      (row, index) => `${index === 0 ? 'M' : 'L'}${at(plot.x(index))} ${at(plot.y(row[digit] as number))}`,
    );
    const look = digit === winner ? 'answer' : digit === label ? 'truth' : 'other';
    return `<path class="curve ${look}" d="${path.join('')}"/>`;
  });
  const zero = line(plot.inner.left, plot.y(0), plot.inner.right, plot.y(0), 'grid');
  const now = line(plot.x(step), plot.inner.top, plot.x(step), plot.inner.bottom, 'guide');
  const title = `Outputs over 30 milliseconds; at ${step} ms the largest is ${winner}`;
  return wrapSvg(width, height, escapeText(title), plot.axes, zero, ...curves, now, nameOutputs(filtered, label, plot));
}

/** The outputs minus their mean. */
export function aboveMean(outputs: ArrayLike<number>): number[] {
  const values = Array.from(outputs);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

/** Labels the right ends of the curves; labels that would overlap are moved apart. */
function nameOutputs(
  filtered: readonly ArrayLike<number>[],
  label: number | undefined,
  { y, inner: { right, bottom } }: Plot,
): string {
  const last = filtered.at(-1) as ArrayLike<number>;
  const winner = argmax(last);
  const ranked = Array.from(last, (value, digit) => ({ digit, value })).sort((a, b) => b.value - a.value);
  const heights = moveApart(
    ranked.map(({ value }) => y(value) + 4),
    13,
    bottom - 4,
  );
  return ranked
    .map(({ digit }, rank) => {
      const note = digit === winner ? ' answer' : digit === label ? ' correct' : '';
      const look = digit === winner || digit === label ? 'label' : 'small';
      const [end, labelY] = [y(last[digit] as number), heights[rank] as number];
      // a line leads from the label to its curve
      return line(right + 1, end, right + 9, labelY - 4, 'tick') + words(right + 11, labelY, `${digit}${note}`, look);
    })
    .join('');
}
