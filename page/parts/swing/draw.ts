import { drawLayer, pixelOf, sizeOfTiles, tilePlans } from '../../chart/layer.ts';
import { at, band, drawCurve, layOut, line, type Plot, words, wrapSvg } from '../../chart/plot.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { Watched } from '../../worker/jobs/swing.ts';
import { cutsOf, nameSettings, neuronOf } from './compute.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

const foot = 40;
const steps = 30;

/** Heights of the two charts of a row with the lines of text above them. A phone has less room. */
const heightsFor = (width: number) =>
  width > 560 ? { current: 66, voltage: 110, end: 14 } : { current: 54, voltage: 78, end: 10 };

/** Draws current and voltage of the neuron at the three settings, one above the other, and the part that is cut. */
export function drawSwing(watched: readonly Watched[], values: Values, width: number): string {
  const all = watched.flatMap(({ currents }) => currents);
  const range = { from: Math.min(-1, ...all), to: Math.max(2, ...all) };
  const names = nameSettings(values);
  const looks = ['floor-zero', 'floor-zero', 'floor-none'];
  const { current, voltage } = heightsFor(width);
  const rows = watched.map((one, index) => {
    const name = nameRow(names[index] ?? '', one, width);
    const last = index === watched.length - 1;
    return `<g class="${looks[index]}" transform="translate(0 ${index * (current + voltage)})">${drawCurrent(one, range, name, width)}<g transform="translate(0 ${current})">${drawVoltage(one, index < 2, last, width)}</g></g>`;
  });
  const title = `Input current and voltage of neuron ${neuronOf(values).neuron} of layer ${values.layer} over 30 ms at three settings`;
  return wrapSvg(width, (current + voltage) * watched.length + foot, title, ...rows);
}

function nameRow(setting: string, { spikes, predicted }: Watched, width: number): string {
  const count = `${setting}: ${spikes.length} spikes`;
  if (width > 560) return `${count}; the network answers ${predicted}`;
  const short = count.replace('amplitude ', '');
  return width > 300 ? `${short}, answer ${predicted}` : short.replace('floor at 0', 'floor');
}

function drawCurrent(
  { currents }: Watched,
  { from, to }: { from: number; to: number },
  name: string,
  width: number,
): string {
  const plot = layOut({
    width,
    height: heightsFor(width).current,
    top: 24,
    bottom: 4,
    x: { from: 0, to: steps, label: '', ticks: [] },
    y: { from, to, label: name, ticks: [roundDown(from), roundDown(to)] },
  });
  const stairs = currents.flatMap((current, step): [number, number][] => [
    [step, current],
    [step + 1, current],
  ]);
  const { left, right } = plot.inner;
  return (
    plot.axes +
    line(left, plot.y(1), right, plot.y(1), 'threshold') +
    drawCurve(plot, stairs, 'ink') +
    words(right, 12, width > 560 ? 'current; dotted: threshold' : 'current', 'small', 'end')
  );
}

/** Rounds towards 0, to one digit. */
function roundDown(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.abs(value)));
  return Math.trunc(value / unit) * unit;
}

function drawVoltage(watched: Watched, hasFloor: boolean, last: boolean, width: number): string {
  const { voltages, uncut, spikes } = watched;
  const low = Math.min(-0.5, ...(hasFloor ? uncut : voltages));
  const { voltage, end } = heightsFor(width);
  const plot = layOut({
    width,
    height: voltage + (last ? foot : 0),
    top: 18,
    bottom: last ? foot + 4 : end,
    x: { from: 0, to: steps, label: last ? 'time, ms' : '', ticks: last ? [0, 10, 20, 30] : [] },
    y: { from: low, to: 1.4, label: '', ticks: low < -2 ? [Number(low.toFixed(1)), 1] : [0, 1] },
  });
  const fired = new Set(spikes);
  const points = voltages.flatMap((voltage, step): [number, number][] => [
    ...(fired.has(step) ? [[step + 1, 1] as [number, number]] : []),
    [step + 1, voltage],
  ]);
  const { left, right } = plot.inner;
  const strokes = spikes.map((step) =>
    line(plot.x(step + 1), plot.y(0), plot.x(step + 1), plot.inner.top - 2, 'stroke'),
  );
  return (
    plot.axes +
    line(left, plot.y(1), right, plot.y(1), 'threshold') +
    (hasFloor ? line(left, plot.y(0), right, plot.y(0), 'guide') + drawCut(plot, watched) : '') +
    drawCurve(plot, [[0, 0], ...points], 'voltage') +
    strokes.join('') +
    words(right, 12, hasFloor ? 'voltage; shaded: cut off by the floor' : 'voltage', 'small', 'end')
  );
}

/** The voltage that the floor cuts away in each step. */
function drawCut(plot: Plot, watched: Watched): string {
  return cutsOf(watched)
    .map((cut, step) =>
      cut > 0
        ? band(
            plot,
            [
              [step + 0.1, -cut, 0],
              [step + 0.9, -cut, 0],
            ],
            'cut',
          )
        : '',
    )
    .join('');
}

/** Draws the last spikes of the layer at the larger amplitude with the floor, and a caption; a ring marks the neuron. */
export function drawPicker({ trains }: Watched, values: Values, across: number): string {
  const { layer, neuron } = neuronOf(values);
  const plan = tilePlans[layer] as (typeof tilePlans)[number];
  const { width, height } = sizeOfTiles(plan);
  const { x, y } = pixelOf(neuron, plan);
  const ring = `<circle class="chosen" cx="${at(x + 0.5)}" cy="${at(y + 0.5)}" r="2.4"/>`;
  // in pixels, as the text
  const scale = width / across;
  const told = across > 420 ? `Layer ${values.layer} with the floor. Bright: just fired. ` : 'Bright: just fired. ';
  const caption = `<g transform="translate(0 ${height}) scale(${scale.toFixed(4)})">${words(0, 16, `${told}Click one to watch it.`, 'small')}</g>`;
  return `<svg class="picker" viewBox="0 0 ${width} ${at(height + 20 * scale)}" role="img" aria-label="Layer ${values.layer}; click a neuron to watch it">${drawLayer(trains, plan, steps - 1)}${ring}${caption}</svg>`;
}
