import { square } from '../../base/elementary.ts';
import { type RandomStream, randomStream } from '../../base/random.ts';
import { type AccuracyCurve, endsOf } from '../results/accuracy-curve.ts';
import { accuracyVariance } from './accuracy-tests.ts';
import { mean, roughness } from './statistics.ts';

/** How jagged an accuracy curve is where it is nearly straight. Roughness is in fractions, 0 … 1. */
export interface ZigZag {
  readonly points: number;
  /** Roughness of one seed's curve: root mean square over seeds. */
  readonly single: number;
  /** Roughness of the mean over seeds. */
  readonly ofMean: number;
  /**
   * Expected roughness of a straight line if every amplitude used different images. With the same images it is lower.
   */
  readonly chance: number;
}

/** A curve drops before this fraction of the largest amplitude and is nearly straight after it. */
const straightFrom = 0.4;

/** Fewer points do not show a zig-zag. */
const fewestPoints = 8;

/**
 * Measures the zig-zag of an accuracy curve.
 *
 *   roughness = √(mean (y_{i−1} − 2·y_i + y_{i+1})²),   chance = √(6 · variance of an accuracy)
 *
 * @returns undefined if the straight part has too few points, or they are not equally spaced
 */
export function zigZagOf(curve: Pick<AccuracyCurve, 'points' | 'seeds' | 'images'>): ZigZag | undefined {
  const last = endsOf(curve)[1].amplitude;
  // amplitudes are decimal numbers rounded to doubles
  const part = curve.points.filter(({ amplitude }) => amplitude >= straightFrom * last * (1 - 1e-12));
  if (part.length < fewestPoints || !areEven(part.map(({ amplitude }) => amplitude))) return undefined;
  const perSeed = curve.seeds.map((_, seed) => part.map(({ ofSeeds }) => ofSeeds[seed] as number));
  return {
    points: part.length,
    single: Math.sqrt(mean(perSeed.map((values) => square(roughness(values))))),
    ofMean: roughness(part.map(({ accuracy }) => accuracy)),
    chance: Math.sqrt(6 * mean(perSeed.flat().map((accuracy) => accuracyVariance(accuracy, curve.images)))),
  };
}

function areEven(amplitudes: readonly number[]): boolean {
  const gaps = amplitudes.slice(1).map((amplitude, index) => amplitude - (amplitudes[index] as number));
  return gaps.every((gap) => Math.abs(gap - (gaps[0] as number)) < 1e-9 * (amplitudes.at(-1) as number));
}

/**
 * The fraction of the zig-zag that curves have in common: 0 if every curve has its own, 1 if all have the same.
 *
 *   ratio = roughness(mean curve)/√(mean roughness²),   fraction = (n · ratio² − 1)/(n − 1)
 *
 * The ratio is 1/√n for unrelated zig-zags and 1 for equal ones.
 *
 * @param curves - two or more of the same length [curve][point]
 * @example commonZigZag([[0, 1, 0], [0, 1, 0]]) // 1
 */
export function commonZigZag(curves: readonly (readonly number[])[]): number {
  const count = curves.length;
  const meanCurve = (curves[0] ?? []).map((_, point) => mean(curves.map((curve) => curve[point] as number)));
  const ratio = square(roughness(meanCurve)) / mean(curves.map((curve) => square(roughness(curve))));
  return (count * ratio - 1) / (count - 1);
}

/**
 * Whether less than half of a zig-zag is common: true or false if curves with exactly half in common show less, or
 * more, in at most 5 % of samples, else null.
 *
 * @param common - fraction that was measured
 */
export function isMostlyOwn(common: number, curves: number, points: number): boolean | null {
  const [low, high] = rangeOf(`${curves} curves, ${points} points`, (stream) =>
    commonZigZag(curvesWithCommon(0.5, curves, points, stream)),
  );
  if (common < low) return true;
  return common > high ? false : null;
}

/**
 * Whether the zig-zag of independent curves is larger than a bound: true or false if curves with exactly this roughness
 * are measured as rougher, or smoother, in at most 5 % of samples, else null.
 *
 * @param single - the root mean square of their roughness that was measured
 */
export function isRougherThan(bound: number, single: number, curves: number, points: number): boolean | null {
  const [low, high] = rangeOf(`roughness of ${curves} curves, ${points} points`, (stream) => {
    const drawn = curvesWithCommon(0, curves, points, stream);
    // the variance of a second difference is 6 times that of a point, which is 4/12
    return Math.sqrt(mean(drawn.map((curve) => square(roughness(curve)))) / 2);
  });
  if (single > high * bound) return true;
  return single < low * bound ? false : null;
}

const samples = 1000;
const ranges = new Map<string, readonly [low: number, high: number]>();

/** The 5 % and 95 % quantiles of a statistic of simulated curves. */
function rangeOf(name: string, draw: (stream: RandomStream) => number): readonly [low: number, high: number] {
  const known = ranges.get(name);
  if (known) return known;
  const stream = randomStream(name);
  const drawn = Array.from({ length: samples }, () => draw(stream)).sort((a, b) => a - b);
  const range = [drawn[0.05 * samples] as number, drawn[0.95 * samples - 1] as number] as const;
  ranges.set(name, range);
  return range;
}

/** Draws curves of independent points, with a fraction of the variance common to all curves. */
export function curvesWithCommon(fraction: number, curves: number, points: number, stream: RandomStream): number[][] {
  const draw = (part: number) => Array.from({ length: points }, () => Math.sqrt(part) * nearlyNormal(stream));
  const common = draw(fraction);
  return Array.from({ length: curves }, () => draw(1 - fraction).map((own, point) => own + (common[point] as number)));
}

/** The sum of four uniform numbers, minus its mean. Its scale has no effect on a fraction. */
function nearlyNormal(stream: RandomStream): number {
  return stream() + stream() + stream() + stream() - 2;
}
