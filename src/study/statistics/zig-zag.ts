import { square } from '../../base/elementary.ts';
import { type AccuracyCurve, endsOf } from '../results/accuracy-curve.ts';
import { accuracyVariance } from './accuracy-tests.ts';
import { mean, roughness } from './statistics.ts';

/** How jagged an accuracy curve is where it is nearly straight. Roughness is in fractions, 0 … 1. */
export interface ZigZag {
  readonly from: number;
  readonly to: number;
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

/** Fewer points have at most one second difference, which is not informative. */
const fewestPoints = 4;

/**
 * Measures the zig-zag of an accuracy curve.
 *
 *   roughness = √(mean (y_{i−1} − 2·y_i + y_{i+1})²),   chance = √(6 · variance of an accuracy)
 *
 * @returns undefined if the straight part has too few points, or they are not equally spaced
 */
export function zigZagOf(curve: Pick<AccuracyCurve, 'points' | 'seeds' | 'images'>): ZigZag | undefined {
  const to = endsOf(curve)[1].amplitude;
  // amplitudes are decimal numbers rounded to doubles
  const part = curve.points.filter(({ amplitude }) => amplitude >= straightFrom * to * (1 - 1e-12));
  if (part.length < fewestPoints || !areEven(part.map(({ amplitude }) => amplitude))) return undefined;
  const perSeed = curve.seeds.map((_, seed) => part.map(({ ofSeeds }) => ofSeeds[seed] as number));
  return {
    from: part[0]?.amplitude as number,
    to,
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
