import { at, drawCurve, layOut, line, type Plot, ticksBetween, words, wrapSvg } from '../../chart/plot.ts';
import { meanOf, type NeuronTrace, shownSteps, tellSpikes } from './compute.ts';

const foot = 40;
/** Heights of the charts. A phone has less room. */
const heightsFor = (width: number) => (width > 560 ? { current: 92, voltage: 152 } : { current: 84, voltage: 140 });
/** Height of a spike of amplitude 0.01 in pixels, and the room for those of 0.05. */
const [spikePixels, spikeRoom] = [10, 52] as const;
/** Height of a spike of amplitude 0.01. */
const smallest = 10;

/** Draws the current, and the voltages and spikes of both neurons, which share a scale. */
export function drawNeurons(both: readonly [NeuronTrace, NeuronTrace], width: number): string {
  const { current, voltage } = heightsFor(width);
  const low = Math.min(-0.3, ...both.flatMap(({ voltages }) => voltages));
  const rows = both.map(
    (trace, index) =>
      `<g class="floor-${index === 0 ? 'zero' : 'none'}" transform="translate(0 ${current + index * voltage})">${drawVoltage(trace, low, width, index === 0)}</g>`,
  );
  const title = `The same current to two neurons: with a floor it ${tellSpikes(both[0])} in 100 ms, without it ${tellSpikes(both[1])}`;
  return wrapSvg(width, current + 2 * voltage + foot, title, drawCurrent(both[0].currents, width), ...rows);
}

function drawCurrent(currents: readonly number[], width: number): string {
  const [low, high] = [Math.min(0, ...currents), Math.max(2, ...currents)];
  const plot = layOut({
    width,
    height: heightsFor(width).current,
    top: 26,
    right: 76,
    bottom: 8,
    x: { from: 0, to: shownSteps, label: '', ticks: [] },
    y: { from: low, to: high, label: 'input current, to both', ticks: [Math.ceil(low), Math.floor(high)] },
  });
  const stairs = currents.flatMap((current, step): [number, number][] => [
    [step, current],
    [step + 1, current],
  ]);
  const { left, right } = plot.inner;
  const [mean, limit] = [plot.y(meanOf(currents)), plot.y(1)];
  // the names are moved apart where the lines are close
  const gap = Math.max(0, 13 - Math.abs(mean - limit)) / 2;
  const [meanAt, limitAt] = mean > limit ? [mean + gap, limit - gap] : [mean - gap, limit + gap];
  return (
    plot.axes +
    line(left, limit, right, limit, 'threshold') +
    words(right + 6, limitAt + 4, 'threshold', 'small') +
    drawCurve(plot, stairs, 'ink') +
    line(left, mean, right, mean, 'mean') +
    words(right + 6, meanAt + 4, 'mean', 'label')
  );
}

function drawVoltage(trace: NeuronTrace, low: number, width: number, hasFloor: boolean): string {
  const { voltages, spikes, height } = trace;
  const plot = layOut({
    width,
    height: heightsFor(width).voltage + (hasFloor ? 0 : foot),
    top: 20 + spikeRoom,
    right: 76,
    bottom: hasFloor ? 6 : foot + 6,
    x: {
      from: 0,
      to: shownSteps,
      label: hasFloor ? '' : 'time, ms',
      ticks: hasFloor ? [] : ticksBetween(0, shownSteps, 5),
    },
    y: { from: low, to: 1, label: '', ticks: [0, 1] },
  });
  const fired = new Set(spikes);
  const points = voltages.flatMap((voltage, step): [number, number][] => [
    // the voltage crosses the threshold within the step and is 0 afterwards
    ...(fired.has(step) ? [[step + 1, 1] as [number, number]] : []),
    [step + 1, voltage],
  ]);
  const { left, right } = plot.inner;
  const tall = (spikePixels * height) / smallest;
  const bars = spikes.map((step) => {
    const x = plot.x(step + 1);
    return `<rect class="spike" x="${at(x - 1.5)}" y="${at(plot.y(1) - tall)}" width="3" height="${at(tall)}"/>`;
  });
  const name = `${hasFloor ? 'with a floor' : 'no floor'}: ${tellSpikes(trace)}`;
  return (
    plot.axes +
    (hasFloor ? drawFloor(plot) : '') +
    line(left, plot.y(1), right, plot.y(1), 'threshold') +
    words(right + 6, plot.y(1) + 4, 'threshold', 'small') +
    drawCurve(plot, [[0, 0], ...points], 'voltage') +
    bars.join('') +
    words(left, 16, name, 'label own') +
    (width > 420 ? words(right, 16, 'voltage, and spikes above it', 'small', 'end') : '')
  );
}

function drawFloor({ inner: { left, right, bottom }, y }: Plot): string {
  const top = y(0);
  return (
    `<rect class="floor" x="${left}" y="${at(top)}" width="${at(right - left)}" height="${at(bottom - top)}"/>` +
    words(right + 6, top + 10, 'floor', 'small')
  );
}
