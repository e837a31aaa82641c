import { drawLayer, pixelOf, sizeOfTiles, tilePlans } from '../../chart/layer.ts';
import { at, drawCurve, layOut, line, type Plot, words, wrapSvg } from '../../chart/plot.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Watched } from '../../worker/jobs/swing.ts';
import { cutsOf, neuronOf } from './compute.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

const steps = 30;
/** The part of the voltage that is drawn. */
const [lowest, highest] = [-1, 2];
/** What the height of a bar of discarded inhibition stands for, at least. */
const tallestCut = 20;

/** Heights of the three charts and of the axis of time. A phone has less room. */
const heightsFor = (width: number) =>
  width > 560
    ? { current: 84, voltage: 196, cuts: 92, foot: 40, right: 76 }
    : { current: 66, voltage: 132, cuts: 72, foot: 38, right: 62 };

/** Draws the current of the neuron, its voltage with the floor and without, and what the floor discards. */
export function drawSwing(watched: readonly Watched[], values: Values, width: number): string {
  const [, floored, free] = watched as readonly [Watched, Watched, Watched];
  const { current, voltage, cuts, foot } = heightsFor(width);
  const title = `Neuron ${neuronOf(values).neuron} of layer ${values.layer} over 30 ms at amplitude ${values.amplitude}: ${floored.spikes.length} spikes with the floor, ${free.spikes.length} without`;
  return wrapSvg(
    width,
    current + voltage + cuts + foot,
    title,
    drawCurrent(floored, width),
    `<g transform="translate(0 ${current})">${drawVoltages(floored, free, width)}</g>`,
    `<g transform="translate(0 ${current + voltage})">${drawCuts(floored, width)}</g>`,
  );
}

function drawCurrent({ currents }: Watched, width: number): string {
  const { current, right } = heightsFor(width);
  const [from, to] = [Math.min(-1, ...currents), Math.max(2, ...currents)];
  // those that would overlap 0 are left out
  const ends = [roundDown(from), roundDown(to)].filter((end) => Math.abs(end) > 0.35 * (to - from));
  const plot = layOut({
    ...{ width, height: current, top: 24, bottom: 6, right },
    x: { from: 0, to: steps, label: '', ticks: [] },
    y: { from, to, label: 'input current, own scale', ticks: [...ends, 0] },
  });
  const stairs = currents.flatMap((value, step): [number, number][] => [
    [step, value],
    [step + 1, value],
  ]);
  return plot.axes + drawCurve(plot, stairs, 'ink');
}

/** Rounds towards 0, to one digit. */
function roundDown(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.abs(value)));
  return Math.trunc(value / unit) * unit;
}

function drawVoltages(floored: Watched, free: Watched, width: number): string {
  const { voltage, right: margin } = heightsFor(width);
  const plot = layOut({
    ...{ width, height: voltage, top: 28, bottom: 8, right: margin },
    x: { from: 0, to: steps, label: '', ticks: [] },
    y: { from: lowest, to: highest, label: '', ticks: [lowest, 0, 1, highest] },
  });
  const { left, right, top, bottom } = plot.inner;
  const deepest = Math.min(...free.voltages);
  const isWide = width > 560;
  const below = deepest < lowest && isWide ? `; lowest ${deepest.toPrecision(2).replace('-', '−')}` : '';
  const freely = `${isWide ? 'no floor' : 'none'}: ${free.spikes.length}${width < 300 ? '' : ' spikes'}${below}`;
  return (
    plot.axes +
    `<g class="floor-zero"><rect class="floor" x="${left}" y="${at(plot.y(0))}" width="${at(right - left)}" height="${at(bottom - plot.y(0))}"/></g>` +
    line(left, plot.y(1), right, plot.y(1), 'threshold') +
    words(right + 6, plot.y(1) + 4, 'threshold', 'small') +
    words(right + 6, plot.y(0) + 4, 'floor', 'small') +
    `<g class="floor-none">${drawVoltage(plot, free, top)}${words(right, 16, freely, 'label own', 'end')}</g>` +
    `<g class="floor-zero">${drawVoltage(plot, floored, top)}${words(left, 16, `${isWide ? 'voltage with the ' : ''}floor: ${floored.spikes.length} spikes`, 'label own')}</g>`
  );
}

/** A voltage leaves the chart where it sinks below the band. */
function drawVoltage(plot: Plot, { voltages, spikes }: Watched, top: number): string {
  const fired = new Set(spikes);
  const points = voltages.flatMap((value, step): [number, number][] => [
    ...(fired.has(step) ? [[step + 1, 1] as [number, number]] : []),
    [step + 1, value],
  ]);
  const strokes = spikes.map((step) => line(plot.x(step + 1), plot.y(1), plot.x(step + 1), top, 'stroke'));
  const pieces = piecesAbove(lowest, [[0, 0], ...points]);
  return pieces.map((piece) => drawCurve(plot, piece, 'voltage')).join('') + strokes.join('');
}

/** The pieces of a curve that are above a height. */
function piecesAbove(height: number, points: readonly (readonly [number, number])[]): [number, number][][] {
  const pieces: [number, number][][] = [[]];
  for (const [index, [x, y]] of points.entries()) {
    const [xBefore, yBefore] = points[index - 1] ?? [x, y];
    const [isAbove, wasAbove] = [y >= height, yBefore >= height];
    if (isAbove !== wasAbove) {
      pieces.at(-1)?.push([xBefore + ((x - xBefore) * (height - yBefore)) / (y - yBefore), height]);
    }
    if (isAbove) pieces.at(-1)?.push([x, y]);
    else if (wasAbove) pieces.push([]);
  }
  return pieces;
}

function drawCuts(watched: Watched, width: number): string {
  const { cuts: height, foot, right } = heightsFor(width);
  const cuts = cutsOf(watched);
  const most = Math.max(...cuts);
  const plot = layOut({
    ...{ width, height: height + foot, top: 26, bottom: foot + 6, right },
    x: { from: 0, to: steps, label: 'time, ms', ticks: [0, 10, 20, 30] },
    y: {
      from: -Math.max(tallestCut, most),
      to: 0,
      label: `discarded${width > 300 ? ' below the floor' : ''}: at most ${most.toPrecision(2)}`,
      ticks: [-tallestCut, 0],
    },
  });
  const bars = cuts.map((cut, step) => {
    const [x, end] = [plot.x(step + 0.1), plot.x(step + 0.9)];
    return cut > 0
      ? `<rect class="cut" x="${at(x)}" y="${at(plot.y(0))}" width="${at(end - x)}" height="${at(Math.max(1, plot.y(-cut) - plot.y(0)))}"/>`
      : '';
  });
  return `${plot.axes}${bars.join('')}`;
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
