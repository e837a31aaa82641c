import { drawCurve, layOut, line, ticksBetween, words, wrapSvg } from '../../chart/plot.ts';
import type { Compared } from './compute.ts';

const height = 260;

/** Draws the voltages of both neurons. */
export function drawRules({ exact, other }: Compared, width: number): string {
  const highest = Math.max(...exact, ...other);
  const plot = layOut({
    width,
    height,
    x: { from: 0, to: exact.length, label: 'time, ms', ticks: ticksBetween(0, exact.length, 6) },
    y: {
      from: 0,
      to: 1.15 * highest,
      label: 'voltage, in thresholds',
      ticks: [0, Number((highest / 2).toPrecision(1))],
    },
  });
  const curve = (voltages: readonly number[], look: string) =>
    drawCurve(plot, [[0, 0], ...voltages.map((voltage, step): [number, number] => [step + 1, voltage])], look);
  const names = ['exact, as NEST and Brian2', 'the other'].map((name, index) => {
    const y = plot.inner.top + 16 + 18 * index;
    const x = plot.inner.right - 190;
    return line(x, y - 4, x + 24, y - 4, `curve ${index === 0 ? 'with' : 'without'}`) + words(x + 32, y, name, 'small');
  });
  const title = `One event: the voltage rises to ${Math.max(...exact).toFixed(3)} and to ${Math.max(...other).toFixed(3)}`;
  return wrapSvg(width, height, title, plot.axes, curve(exact, 'with'), curve(other, 'without'), ...names);
}
