import { at, band, curve, dots, layOut, line, marker, type Plot, picture, words } from './plot.ts';

/** Points of amplitude and per cent. */
export type Points = readonly (readonly [number, number])[];

/** A curve of accuracy over amplitude. */
export interface AccuracyCurve {
  /** `with`, `without` or `rate`, and more classes: `kept` for what was computed before, `seed` for one of many. */
  readonly look: string;
  readonly points: Points;
  /** What it is called at its end; none, if nothing is said. */
  readonly name?: string;
  /** Amplitude, lowest and highest value: drawn as a band behind all curves. */
  readonly spread?: readonly (readonly [number, number, number])[];
}

const height = 330;
const lineHeight = 17;
const mostMarked = 12;

/** Where curves of accuracy are drawn; a handle needs it to find the value under a finger. */
export function layOutAccuracy(width: number, named: number): Plot {
  const wide = width > 560;
  return layOut({
    width,
    height: heightOf(width, named),
    top: wide ? 30 : 34 + lineHeight * named,
    right: wide ? 170 : 16,
    x: { from: 0, to: 0.5, label: 'spike amplitude', ticks: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
    y: { from: 0, to: 100, label: 'right answers, %', ticks: [0, 20, 40, 60, 80, 100] },
  });
}

function heightOf(width: number, named: number): number {
  return width > 560 ? height : height + lineHeight * named;
}

/** What else is drawn. */
export interface AccuracyMarks {
  /** Where a line stands, to read values off. */
  readonly amplitude?: number;
  /** What the curves rest on, in a few words. */
  readonly basis?: string;
  /** More marks, such as handles. */
  readonly marks?: (plot: Plot) => string;
}

/** The curves that are named, and so are there: a curve without points is not. */
export function namedOf(curves: readonly AccuracyCurve[]): AccuracyCurve[] {
  return curves.filter(({ name, points }) => name !== undefined && points.length > 0);
}

/** Draws curves of accuracy over amplitude, always on the same axes, with the line of chance. */
export function drawAccuracy(
  curves: readonly AccuracyCurve[],
  width: number,
  title: string,
  { amplitude, basis, marks }: AccuracyMarks = {},
): string {
  const named = namedOf(curves);
  const plot = layOutAccuracy(width, named.length);
  const { left, right, top, bottom } = plot.inner;
  const cursor = amplitude === undefined ? '' : line(plot.x(amplitude), top, plot.x(amplitude), bottom, 'guide');
  const chance =
    line(left, plot.y(10), right, plot.y(10), 'threshold') + words(left + 6, plot.y(10) - 4, 'chance: 10 %', 'small');
  const drawn = curves.map(
    ({ look, points }) =>
      curve(plot, points, look) +
      (look.includes('seed') ? '' : dots(plot, spaced(points, look), look, look.includes('kept') ? 2.5 : 3.2)),
  );
  const bands = curves.map(({ look, spread = [] }) => band(plot, spread, look));
  return picture(
    width,
    heightOf(width, named.length),
    title,
    ...bands,
    plot.axes,
    chance,
    cursor,
    ...drawn,
    basis === undefined ? '' : writeBasis(basis, width, left + 8, plot.y(16)),
    nameCurves(named, plot, width > 560),
    marks?.(plot) ?? '',
  );
}

/** Of kept curves with many points a few are marked, so that what is computed stands out. */
function spaced(points: Points, look: string): Points {
  const distance = look.includes('kept') ? Math.ceil(points.length / mostMarked) : 1;
  return points.filter((_, index) => index % distance === 0);
}

/** Where there is no room for it in a line, a basis is written in two. */
function writeBasis(basis: string, width: number, x: number, y: number): string {
  const lines = width > 560 ? [basis] : basis.split('; ');
  return lines.map((text, index) => words(x, y - 15 * (lines.length - 1 - index) - 8, text, 'small halo')).join('');
}

/** Names curves at their right ends, or above each other and the axes where there is no room beside them. */
function nameCurves(named: readonly AccuracyCurve[], { inner, y }: Plot, wide: boolean): string {
  if (!wide) {
    return named
      .map(({ name = '', look }, index) => {
        const place = 14 + lineHeight * index;
        return marker(inner.left + 6, place - 4, look) + words(inner.left + 16, place, name, 'small');
      })
      .join('');
  }
  let lowest = Number.NEGATIVE_INFINITY;
  return [...named]
    .sort((a, b) => (b.points.at(-1)?.[1] ?? 0) - (a.points.at(-1)?.[1] ?? 0))
    .map(({ name = '', look, points }) => {
      lowest = Math.max(lowest + lineHeight, y(points.at(-1)?.[1] ?? 0) + 4);
      return marker(inner.right + 20, Number(at(lowest - 4)), look) + words(inner.right + 30, lowest, name, 'small');
    })
    .join('');
}
