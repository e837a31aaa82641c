import { at, drawCurve, layOut, line, type Plot, ticksBetween, words, wrapSvg } from '../../chart/plot.ts';
import { type NeuronTrace, shownSteps } from './compute.ts';

const rowHeights = [100, 130, 140] as const;
const height = rowHeights.reduce((sum, row) => sum + row, 0) + 40;
/** Height of the tallest possible spike. The scale is fixed. */
const tallest = 50;

/**
 * Draws input current, voltage and spikes one above the other.
 *
 * @param floor - `zero`: the floor is drawn
 * @param before - the previous trace, drawn faintly for comparison
 */
export function drawNeuron(trace: NeuronTrace, width: number, floor: string, before?: NeuronTrace): string {
  const rows = [drawCurrent(trace, width), drawVoltage(trace, width, floor), drawSpikes(trace, width, before)];
  let top = 0;
  const placed = rows.map((row, index) => {
    const group = `<g transform="translate(0 ${top})">${row}</g>`;
    top += rowHeights[index] ?? 0;
    return group;
  });
  const title = `Input current, voltage and ${trace.spikes.length} spikes of height ${Number(trace.height.toPrecision(4))} over 100 ms`;
  return wrapSvg(width, height, title, `<g class="floor-${floor}">`, ...placed, '</g>');
}

function row(width: number, index: number, from: number, to: number, label: string, ticks: readonly number[]): Plot {
  const last = index === rowHeights.length - 1;
  return layOut({
    width,
    height: (rowHeights[index] ?? 0) + (last ? 40 : 0),
    top: 26,
    bottom: last ? 44 : 6,
    x: { from: 0, to: shownSteps, label: last ? 'time, ms' : '', ticks: last ? ticksBetween(0, shownSteps, 5) : [] },
    y: { from, to, label, ticks },
  });
}

function drawCurrent({ currents }: NeuronTrace, width: number): string {
  const [low, high] = [Math.min(0, ...currents), Math.max(4, ...currents)];
  // the lowest tick is omitted where it would overlap the threshold's
  const lowest = (1 - low) / (high - low) < 0.2 ? [] : [Math.ceil(low)];
  const plot = row(width, 0, low, high, 'input current J', [...lowest, 1, Math.floor(high)]);
  const stairs = currents.flatMap((current, step): [number, number][] => [
    [step, current],
    [step + 1, current],
  ]);
  const { left, right } = plot.inner;
  const y = plot.y(1);
  // a current may cross every place within the chart
  const key = line(right - 84, 10, right - 60, 10, 'threshold') + words(right, 14, 'threshold', 'small', 'end');
  return plot.axes + line(left, y, right, y, 'threshold') + key + drawCurve(plot, stairs, 'ink');
}

/**
 * A spike is drawn as a line up to the threshold, because the voltage crosses it within the step and is 0 afterwards.
 */
function drawVoltage({ voltages, spikes }: NeuronTrace, width: number, floor: string): string {
  const low = Math.min(-0.25, ...voltages);
  const plot = row(width, 1, low, 1.15, 'voltage', low < -0.5 ? [Number(low.toFixed(1)), 0, 1] : [0, 1]);
  const fired = new Set(spikes);
  const points = voltages.flatMap((voltage, step): [number, number][] => [
    ...(fired.has(step) ? [[step + 1, 1] as [number, number]] : []),
    [step + 1, voltage],
  ]);
  const ground = floor === 'zero' ? drawFloor(plot) : '';
  return plot.axes + ground + threshold(plot) + drawCurve(plot, [[0, 0], ...points], 'voltage');
}

function drawFloor({ inner: { left, right, bottom }, y }: Plot): string {
  const top = y(0);
  return (
    `<rect class="floor" x="${left}" y="${at(top)}" width="${at(right - left)}" height="${at(bottom - top)}"/>` +
    words(right, top + 12, 'floor', 'small', 'end')
  );
}

function drawSpikes({ spikes, height: tall }: NeuronTrace, width: number, before?: NeuronTrace): string {
  const plot = row(
    width,
    2,
    0,
    tallest,
    width > 420 ? 'spikes sent on (height = amplitude ÷ 1 ms)' : 'spikes sent on',
    [0, 10, 20, 50],
  );
  const bar = (step: number, high: number, look: string) => {
    const wide = Math.max(2, plot.x(1) - plot.x(0));
    return `<rect class="${look}" x="${at(plot.x(step + 1) - wide)}" y="${at(plot.y(high))}" width="${at(wide)}" height="${at(plot.inner.bottom - plot.y(high))}"/>`;
  };
  const ghosts = before ? before.spikes.map((step) => bar(step, before.height, 'ghost')) : [];
  const none =
    spikes.length === 0
      ? words((plot.inner.left + plot.inner.right) / 2, plot.y(tallest / 2), 'no spike', '', 'middle')
      : '';
  const key = ghosts.length > 0 ? words(plot.inner.right, 14, 'dashed: before', 'small', 'end') : '';
  return plot.axes + spikes.map((step) => bar(step, tall, 'spike')).join('') + ghosts.join('') + key + none;
}

function threshold(plot: Plot): string {
  const y = plot.y(1);
  return (
    line(plot.inner.left, y, plot.inner.right, y, 'threshold') +
    words(plot.inner.right, y - 4, 'threshold', 'small halo', 'end')
  );
}
