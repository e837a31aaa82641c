import { accuracyVariance } from './accuracy-tests.ts';
import { mean, roughness } from './statistics.ts';

/** How jagged accuracy is over the amplitude, where its curve is nearly straight. In shares, 0 … 1. */
export interface ZigZag {
  /** First amplitude that was looked at. */
  readonly from: number;
  /** Last amplitude that was looked at. */
  readonly to: number;
  /** How many were looked at. */
  readonly points: number;
  /** Roughness of one seed's curve: root of the mean square over seeds. */
  readonly single: number;
  /** Roughness of the mean over seeds. */
  readonly ofMean: number;
  /** What other images at every amplitude would make of a straight line. The same images make less. */
  readonly chance: number;
}

/** A curve is nearly straight from this share of the largest amplitude on: it falls before. */
const straightFrom = 0.4;

/** Fewer points than this have one bend, which tells nothing. */
const fewestPoints = 4;

/**
 * Looks at the zig-zag of a study.
 *
 *   roughness = √(mean (y_{i−1} − 2·y_i + y_{i+1})²),   chance = √(6 · variance of an accuracy)
 *
 * @param amplitudes - ascending
 * @param curves - accuracies [seed][amplitude]
 * @returns nothing if the amplitudes there are too few or not equally far apart
 */
export function zigZagOf(
  amplitudes: readonly number[],
  curves: readonly (readonly number[])[],
  images: number,
): ZigZag | undefined {
  const largest = amplitudes.at(-1) as number;
  // amplitudes are decimal numbers, rounded to doubles
  const start = amplitudes.findIndex((amplitude) => amplitude >= straightFrom * largest * (1 - 1e-12));
  const part = amplitudes.slice(start);
  if (part.length < fewestPoints || !areEven(part)) return undefined;
  const parts = curves.map((curve) => curve.slice(start));
  const meanCurve = part.map((_, place) => mean(parts.map((curve) => curve[place] as number)));
  return {
    from: part[0] as number,
    to: largest,
    points: part.length,
    single: Math.sqrt(mean(parts.map((curve) => roughness(curve) ** 2))),
    ofMean: roughness(meanCurve),
    chance: Math.sqrt(6 * mean(parts.flat().map((accuracy) => accuracyVariance(accuracy, images)))),
  };
}

function areEven(amplitudes: readonly number[]): boolean {
  const gaps = amplitudes.slice(1).map((amplitude, place) => amplitude - (amplitudes[place] as number));
  return gaps.every((gap) => Math.abs(gap - (gaps[0] as number)) < 1e-9 * (amplitudes.at(-1) as number));
}
