import { type AccuracyCurve, accuracyCurve, type CurveRow } from '../../src/study/results/accuracy-curve.ts';
import { isWide, nameCurves } from './names.ts';
import { type Axis, dots, drawCurve, layOut, line, type Plot, ticksBetween, words, wrapSvg } from './plot.ts';

/** Pairs of amplitude and accuracy in percent. */
export type Points = readonly (readonly [number, number])[];

/** The accuracy curve of a saved study for a floor, or as a rate network. */
export function pointsOf(rows: readonly CurveRow[], floor: AccuracyCurve['floor']): Points {
  return (accuracyCurve(rows, floor)?.points ?? []).map(({ amplitude, accuracy }) => [amplitude, 100 * accuracy]);
}

/** An accuracy curve to draw. */
export interface DrawnCurve {
  /** CSS classes: `with`, `without` or `rate` or a repair, then `saved` for a saved study or an earlier run. */
  readonly look: string;
  readonly points: Points;
  /** Label at its end. */
  readonly name?: string;
}

/** Other axes than the usual ones. */
export interface AccuracyAxes {
  /** Instead of the amplitude. */
  readonly x?: Axis;
  /** Where the axis of the accuracy begins, in percent. */
  readonly lowest?: number;
}

/** Height without the names below a narrow chart. */
const heightFor = (width: number) => (isWide(width) ? 330 : 280);
const mostMarked = 12;
/** Accuracy by chance, in percent. */
const chance = 10;

const amplitudeAxis: Axis = {
  from: 0.01,
  to: 0.5,
  label: 'spike amplitude',
  ticks: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
  isLogarithmic: true,
};

/** Lays out the axes. */
export function layOutAccuracy(width: number, { x = amplitudeAxis, lowest = 0 }: AccuracyAxes = {}): Plot {
  return layOut({
    width,
    height: heightFor(width),
    top: 34,
    right: isWide(width) ? 170 : 16,
    x,
    y: { from: lowest, to: 100, label: 'correct answers, %', ticks: ticksBetween(lowest, 100, lowest === 0 ? 5 : 4) },
  });
}

/** Draws accuracy curves, with a line at chance level if the axis begins below it. */
export function drawAccuracy(
  curves: readonly DrawnCurve[],
  width: number,
  title: string,
  axes: AccuracyAxes = {},
): string {
  const plot = layOutAccuracy(width, axes);
  const { lowest = 0 } = axes;
  const drawn = curves.map(
    ({ look, points }) =>
      drawCurve(plot, points, look) + dots(plot, spaced(points), look, look.includes('saved') ? 2.5 : 3.2),
  );
  const names = nameCurves(curves, plot, width, heightFor(width));
  return wrapSvg(width, names.height, title, plot.axes, lowest < chance ? markChance(plot) : '', ...drawn, names.drawn);
}

function markChance({ inner: { left, right }, y }: Plot): string {
  const height = y(chance);
  return (
    line(left, height, right, height, 'threshold') +
    words(right - 4, height + 14, `chance: ${chance} %`, 'small', 'end')
  );
}

/** Marks only some points of long curves. */
function spaced(points: Points): Points {
  const distance = points.length > 2 * mostMarked ? Math.ceil(points.length / mostMarked) : 1;
  return points.filter((_, index) => index % distance === 0);
}
