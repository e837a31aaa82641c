import { type AccuracyCurve, accuracyCurve, type CurveRow } from '../../src/study/results/accuracy-curve.ts';
import { at, band, dots, drawCurve, layOut, line, marker, type Plot, words, wrapSvg } from './plot.ts';

/** Pairs of amplitude and accuracy in percent. */
export type Points = readonly (readonly [number, number])[];

/** The accuracy curve of a saved study for a floor, or as a rate network. */
export function pointsOf(rows: readonly CurveRow[], floor: AccuracyCurve['floor']): Points {
  return (accuracyCurve(rows, floor)?.points ?? []).map(({ amplitude, accuracy }) => [amplitude, 100 * accuracy]);
}

/** An accuracy curve to draw. */
export interface DrawnCurve {
  /** CSS classes: `with`, `without` or `rate`, then `saved` for a saved study or `seed` for one of several seeds. */
  readonly look: string;
  readonly points: Points;
  /** Label at its end. */
  readonly name?: string;
  /** Amplitude, lowest and highest value, drawn as a band. */
  readonly spread?: readonly (readonly [number, number, number])[];
}

const height = 330;
const lineHeight = 17;
const mostMarked = 12;

/** Lays out the axes; a handle uses them to find the value under the pointer. */
export function layOutAccuracy(width: number, named: number, isLogarithmic = false): Plot {
  const wide = width > 560;
  return layOut({
    width,
    height: heightOf(width, named),
    top: wide ? 30 : 34 + lineHeight * named,
    right: wide ? 170 : 16,
    x: {
      from: isLogarithmic ? 0.01 : 0,
      to: 0.5,
      label: 'spike amplitude',
      ticks: isLogarithmic ? [0.01, 0.02, 0.05, 0.1, 0.2, 0.5] : [0, 0.1, 0.2, 0.3, 0.4, 0.5],
      isLogarithmic,
    },
    y: { from: 0, to: 100, label: 'correct answers, %', ticks: [0, 20, 40, 60, 80, 100] },
  });
}

function heightOf(width: number, named: number): number {
  return width > 560 ? height : height + lineHeight * named;
}

/** Optional marks. */
export interface AccuracyMarks {
  /** Whether the amplitude axis is logarithmic. */
  readonly isLogarithmic?: boolean;
  /** Number of images and seeds, in words. */
  readonly basis?: string;
  /** Additional marks, such as handles. */
  readonly marks?: (plot: Plot) => string;
}

/** Curves with a label; a curve without points has none. */
export function namedOf(curves: readonly DrawnCurve[]): DrawnCurve[] {
  return curves.filter(({ name, points }) => name !== undefined && points.length > 0);
}

/** Draws accuracy curves, always on the same axes, with a line at chance level. */
export function drawAccuracy(
  curves: readonly DrawnCurve[],
  width: number,
  title: string,
  { isLogarithmic, basis, marks }: AccuracyMarks = {},
): string {
  const named = namedOf(curves);
  const plot = layOutAccuracy(width, named.length, isLogarithmic);
  const { left, right } = plot.inner;
  const chance =
    line(left, plot.y(10), right, plot.y(10), 'threshold') + words(left + 6, plot.y(10) - 4, 'chance: 10 %', 'small');
  const drawn = curves.map(
    ({ look, points }) =>
      drawCurve(plot, points, look) +
      (/seed|thin|guessed/.test(look) ? '' : dots(plot, spaced(points), look, look.includes('saved') ? 2.5 : 3.2)),
  );
  const bands = curves.map(({ look, spread = [] }) => band(plot, spread, look));
  return wrapSvg(
    width,
    heightOf(width, named.length),
    title,
    ...bands,
    plot.axes,
    chance,
    ...drawn,
    basis === undefined ? '' : writeBasis(basis, width, left + 8, plot.y(16)),
    nameCurves(named, plot, width > 560),
    marks?.(plot) ?? '',
  );
}

/** Marks only some points of long curves. */
function spaced(points: Points): Points {
  const distance = points.length > 2 * mostMarked ? Math.ceil(points.length / mostMarked) : 1;
  return points.filter((_, index) => index % distance === 0);
}

/** Breaks the line if there is no room. */
function writeBasis(basis: string, width: number, x: number, y: number): string {
  const lines = width > 560 ? [basis] : basis.split('; ');
  return lines.map((text, index) => words(x, y - 15 * (lines.length - 1 - index) - 8, text, 'small halo')).join('');
}

/** Labels curves at their right ends, or above the axes if there is no room. */
function nameCurves(named: readonly DrawnCurve[], { inner, y }: Plot, wide: boolean): string {
  if (!wide) {
    return named
      .map(({ name = '', look }, index) => {
        const lineY = 14 + lineHeight * index;
        return marker(inner.left + 6, lineY - 4, look) + words(inner.left + 16, lineY, name, 'small');
      })
      .join('');
  }
  let lowest = Number.NEGATIVE_INFINITY;
  return [...named]
    .sort((a, b) => (b.points.at(-1)?.[1] ?? 0) - (a.points.at(-1)?.[1] ?? 0))
    .map(({ name = '', look, points }) => {
      lowest = Math.max(lowest + lineHeight, y(points.at(-1)?.[1] ?? 0) + 4);
      // the guess ends in a ring of its own
      const sign = look === 'guessed' ? '' : marker(inner.right + 20, Number(at(lowest - 4)), look);
      return sign + words(inner.right + 30, lowest, name, 'small');
    })
    .join('');
}
