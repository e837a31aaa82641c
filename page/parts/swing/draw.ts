import { drawLayer, pixelOf, sizeOfTiles, tilePlans } from '../../chart/layer.ts';
import { at, drawCurve, layOut, line, type Plot, words, wrapSvg } from '../../chart/plot.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Watched } from '../../worker/jobs/swing.ts';
import { beforeSteps, neuronOf, sumsOf } from './compute.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** Number of steps of 1 ms. */
export const steps = 30;
/** The voltages that the scale holds at least, the same at every amplitude. */
const [lowest, highest] = [-20, 20];
/** The sums that the scale holds at least. */
const largestSum = 100;

/** Heights of the two charts and of the axis of time. A phone has less room. */
const heightsFor = (width: number) =>
  width > 560 ? { pushes: 205, sums: 104, foot: 40, right: 84 } : { pushes: 165, sums: 82, foot: 38, right: 70 };

/** Draws every push that the neuron with the floor receives, what the floor discards of it, and the sums of both. */
export function drawSwing(watched: readonly Watched[], values: Values, width: number): string {
  const [, floored, free] = watched as readonly [Watched, Watched, Watched];
  const { pushes, sums, foot } = heightsFor(width);
  const title = `Neuron ${neuronOf(values).neuron} of layer ${values.layer} over 30 ms at amplitude ${values.amplitude}: ${floored.spikes.length} spikes with the floor, ${free.spikes.length} without`;
  return wrapSvg(
    width,
    pushes + sums + foot,
    title,
    drawPushes(floored, free, values.step, width),
    `<g transform="translate(0 ${pushes})">${drawSums(floored, values.step, width)}</g>`,
  );
}

/** Square roots, with their sign: a scale that shows pushes of 0.1 and of 20. */
const compress = (value: number) => Math.sign(value) * Math.sqrt(Math.abs(value));

/** Draws a bar per push from the voltage before to where it leads, and as a ghost what lies below the floor. */
function drawPushes(floored: Watched, free: Watched, last: number, width: number): string {
  const { pushes, right: margin } = heightsFor(width);
  const { pushedTo, sentTo = [], spikes } = floored;
  const low = compress(Math.min(lowest, ...pushedTo, ...sentTo));
  const high = compress(Math.max(highest, ...pushedTo, ...sentTo));
  const format = (root: number) => String(Math.round(Math.sign(root) * root ** 2));
  const plot = layOut({
    width,
    height: pushes,
    top: 26,
    bottom: 8,
    right: margin,
    x: { from: 0, to: steps, label: '', ticks: [] },
    y: { from: low, to: high, label: '', ticks: [-20, -5, 0, 1, 5, 20].map(compress), format },
  });
  const { left, right, top, bottom } = plot.inner;
  const before = beforeSteps(floored);
  const fired = new Set(spikes);
  const bars = pushedTo.slice(0, last + 1).map((to, step) => {
    const from = before[step] as number;
    const sent = sentTo[step];
    const outline = sent === undefined ? '' : drawBar(plot, step, from, sent, 'sent-push');
    return outline + drawPush(plot, step, from, to, fired.has(step));
  });
  const isWide = width > 560;
  const unit = width < 300 ? '' : ' spikes';
  const freely = `${isWide ? 'without the floor' : 'none'}: ${free.spikes.length}${unit}`;
  return (
    plot.axes +
    `<rect class="pushes" data-low="${low}" data-high="${high}" x="${left}" y="${top}" width="${at(right - left)}" height="${at(bottom - top)}"/>` +
    `<g class="floor-zero"><rect class="floor" x="${left}" y="${at(plot.y(0))}" width="${at(right - left)}" height="${at(bottom - plot.y(0))}"/>${bars.join('')}${drawVoltage(plot, floored, last)}</g>` +
    line(left, plot.y(1), right, plot.y(1), 'threshold') +
    words(right + 6, plot.y(1) + 4, 'threshold', 'small') +
    words(right + 6, plot.y(0) + (width > 560 ? 12 : 14), 'floor', 'small') +
    words(right + 6, bottom - 6, 'discarded', 'small') +
    `<g class="floor-zero">${words(left, 14, `${isWide ? 'voltage and pushes, with the ' : ''}floor: ${spikes.length}${unit}`, 'label own')}</g>` +
    `<g class="floor-none">${words(right, 14, freely, 'label own', 'end')}</g>`
  );
}

function drawPush(plot: Plot, step: number, from: number, to: number, fires: boolean): string {
  const kept = Math.max(to, 0);
  const spike = fires
    ? `<path class="burst" transform="translate(${at(plot.x(step + 0.5))} ${at(plot.y(compress(to)) - 7)})" d="M-4 -5H4L0 2Z"/>`
    : '';
  const ghost = to < 0 ? drawBar(plot, step, Math.min(from, 0), to, 'cut') : '';
  return drawBar(plot, step, from, kept, `push ${to < from ? 'down' : 'up'}`) + ghost + spike;
}

/** A bar between two voltages in the column of a step, which can be dragged. */
function drawBar(plot: Plot, step: number, from: number, to: number, look: string): string {
  const [top, bottom] = [plot.y(compress(Math.max(from, to))), plot.y(compress(Math.min(from, to)))];
  const [left, right] = [plot.x(step + 0.2), plot.x(step + 0.8)];
  if (bottom - top < 0.3) return '';
  return `<rect class="${look}" data-push="${from} ${to}" x="${at(left)}" y="${at(top)}" width="${at(right - left)}" height="${at(bottom - top)}"/>`;
}

function drawVoltage(plot: Plot, { start, voltages, spikes }: Watched, last: number): string {
  const fired = new Set(spikes);
  const points = voltages
    .slice(0, last + 1)
    .flatMap((value, step): [number, number][] => [
      ...(fired.has(step) ? [[step + 1, 1] as [number, number]] : []),
      [step + 1, compress(value)],
    ]);
  const strokes = spikes
    .filter((step) => step <= last)
    .map((step) => line(plot.x(step + 1), plot.y(1), plot.x(step + 1), plot.inner.top, 'stroke'));
  return drawCurve(plot, [[0, compress(start)], ...points], 'voltage') + strokes.join('');
}

/** Draws what the neuron has received so far, and what of it was not discarded. */
function drawSums(floored: Watched, last: number, width: number): string {
  const { sums: height, foot, right: margin } = heightsFor(width);
  const { received, counted } = sumsOf(floored);
  const most = Math.max(largestSum, ...[...received, ...counted].map(Math.abs));
  const plot = layOut({
    width,
    height: height + foot,
    top: 26,
    bottom: foot + 6,
    right: margin,
    x: { from: 0, to: steps, label: 'time, ms', ticks: [0, 10, 20, 30] },
    y: { from: -most, to: most, label: 'sum of the pushes so far', ticks: [-largestSum, 0, largestSum] },
  });
  const stairs = (sums: readonly number[]) =>
    [[0, 0] as [number, number], ...sums.map((sum, step): [number, number] => [step + 1, sum])].slice(0, last + 2);
  const [all, kept] = [stairs(received), stairs(counted)];
  const edge = [...kept, ...all.toReversed()].map(([x, y]) => `${at(plot.x(x))} ${at(plot.y(y))}`);
  const [allEnd, keptEnd] = [all, kept].map((sums) => plot.y(sums.at(-1)?.[1] ?? 0)) as [number, number];
  const gap = Math.max(0, 14 - (allEnd - keptEnd)) / 2;
  const { right } = plot.inner;
  return (
    plot.axes +
    `<path class="cut" d="M${edge.join('L')}Z"/>` +
    drawCurve(plot, all, 'without') +
    drawCurve(plot, kept, 'with') +
    words(right + 6, keptEnd - gap + 4, 'counted', 'small') +
    words(right + 6, allEnd + gap + 4, 'received', 'small')
  );
}

/** Draws how often the neurons of the layer fire with the floor, and a caption; a ring marks the neuron. */
export function drawPicker({ trains }: Watched, values: Values, across: number): string {
  const { layer, neuron } = neuronOf(values);
  const plan = tilePlans[layer] as (typeof tilePlans)[number];
  const { width, height } = sizeOfTiles(plan);
  const { x, y } = pixelOf(neuron, plan);
  const ring = `<circle class="chosen" cx="${at(x + 0.5)}" cy="${at(y + 0.5)}" r="2.4"/>`;
  // in pixels, as the text
  const scale = width / across;
  const told = across > 420 ? `Layer ${values.layer} with the floor. Bright: fires often. ` : 'Bright: fires often. ';
  const caption = `<g transform="translate(0 ${height}) scale(${scale.toFixed(4)})">${words(0, 16, `${told}Click one to watch it.`, 'small')}</g>`;
  return `<svg class="picker" viewBox="0 0 ${width} ${at(height + 20 * scale)}" role="img" aria-label="Layer ${values.layer}; click a neuron to watch it">${drawLayer(trains, plan)}${ring}${caption}</svg>`;
}
