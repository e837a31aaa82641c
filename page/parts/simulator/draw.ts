import { at, drawCurve, layOut, line, words, wrapSvg } from '../../chart/plot.ts';
import { probe, type TrainVerdict } from './probe.ts';

const currentHeight = 120;
const rowHeight = 34;
const bottom = 44;

/** Draws the probe current, the expected and the pasted spikes. Spikes that are not in both are marked. */
export function drawRaster({ expected, got }: Pick<TrainVerdict, 'expected' | 'got'>, width: number): string {
  const height = currentHeight + 2 * rowHeight + bottom;
  const left = 74;
  const plot = layOut({
    width,
    height,
    left,
    top: 26,
    bottom: 2 * rowHeight + bottom,
    x: { from: 0, to: probe.length, label: '', ticks: [] },
    y: { from: -5, to: 13, label: 'current J of the probe', ticks: [-5, 1, 5, 10] },
  });
  const stairs = probe.flatMap((current, step): [number, number][] => [
    [step, current],
    [step + 1, current],
  ]);
  // nothing is marked until something is pasted
  const known = got.length === 0 ? expected : got;
  const rows = [drawRow(expected, known, 0, 'expected', plot.x), drawRow(got, expected, 1, 'yours', plot.x)];
  const foot = currentHeight + 2 * rowHeight;
  const ticks = [0, 50, 100, 150, 200].map((step) => words(plot.x(step), foot + 16, String(step), '', 'middle'));
  return wrapSvg(
    width,
    height,
    `Raster: ${expected.length} spikes expected, ${got.length} found`,
    plot.axes,
    drawCurve(plot, stairs, 'ink'),
    ...rows,
    line(left, foot, plot.inner.right, foot, 'axis'),
    ...ticks,
    words((left + plot.inner.right) / 2, height - 4, 'step', 'label', 'middle'),
  );
}

function drawRow(
  own: readonly number[],
  other: readonly number[],
  row: number,
  name: string,
  x: (step: number) => number,
): string {
  const known = new Set(other);
  const top = currentHeight + row * rowHeight + 9;
  const wide = Math.max(1.5, (x(1) - x(0)) * 0.7);
  const bars = own.map((step) => {
    const odd = known.has(step) ? '' : `<path class="odd" d="M${at(x(step) - 4)} ${top - 6}h8l-4 5Z"/>`;
    return `<rect class="${known.has(step) ? 'spike-quiet' : 'odd'}" x="${at(x(step))}" y="${top}" width="${at(wide)}" height="${rowHeight - 14}"/>${odd}`;
  });
  return words(64, top + 14, name, 'small', 'end') + bars.join('');
}
