import { square } from '../../base/elementary.ts';

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value; of two in the middle, the larger one. */
export function median(values: Iterable<number>): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** Subtracts the values of one list from those of another, one by one: paired differences. */
export function subtract(one: readonly number[], other: readonly number[]): number[] {
  return one.map((value, index) => value - (other[index] as number));
}

/**
 * Standard deviation of a sample.
 *
 *   s = √(Σ (value − mean)² / (n − 1))
 *
 * @param values - two or more
 */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + square(value - centre), 0) / (values.length - 1));
}

/**
 * How jagged a curve is: the root mean square of its second differences. A straight line has roughness 0.
 *
 *   roughness = √(mean (y_{i−1} − 2·y_i + y_{i+1})²)
 *
 * @param curve - values at equal distances, three or more
 * @example roughness([0, 1, 0, 1]) // 2
 */
export function roughness(curve: readonly number[]): number {
  const bends = curve
    .slice(1, -1)
    .map((value, index) => square((curve[index] as number) - 2 * value + (curve[index + 2] as number)));
  return Math.sqrt(mean(bends));
}
