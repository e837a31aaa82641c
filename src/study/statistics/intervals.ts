import { square } from '../../base/elementary.ts';
import { mean, standardDeviation } from './statistics.ts';

/** Fewest seeds for which there is an interval or a verdict. */
export const fewestSeeds = 3;

/** The interval of a mean: lower and upper end. */
export type Interval = readonly [low: number, high: number];

/** Probability, in percent, with which an interval contains the true mean. */
export type Coverage = 90 | 95;

/**
 * Student's interval of the mean over seeds, or of the mean difference between two settings with the same seeds.
 *
 *   mean ± t · s/√n,   t: the two-sided quantile of Student's distribution with n − 1 degrees of freedom
 *
 * It contains the true mean of normally distributed values with the stated probability, however few they are.
 *
 * @param values - one per seed
 * @returns null for fewer than `fewestSeeds` values
 * @example tInterval([0.5, 0.625, 0.75]) // [0.3144827665275561, 0.935517233472444]
 * @see Student (1908), Biometrika 6, 1
 */
export function tInterval(values: readonly number[], coverage: Coverage = 95): Interval | null {
  if (values.length < fewestSeeds) return null;
  const margin = (tQuantile(values.length - 1, coverage) * standardDeviation(values)) / Math.sqrt(values.length);
  return [mean(values) - margin, mean(values) + margin];
}

/**
 * Whether a mean over seeds is at most a margin, by two one-sided tests at 5 % each: true if it is shown to be below,
 * false if it is shown to be above, null if neither is shown.
 *
 * @param values - differences, one per seed
 * @example isAtMost([0.001, 0.002, 0.0015], 0.01) // true
 * @see Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15, 657
 */
export function isAtMost(values: readonly number[], margin: number): boolean | null {
  const interval = tInterval(values, 90);
  if (interval === null) return null;
  if (interval[1] < margin) return true;
  return interval[0] > margin ? false : null;
}

/** Two-sided quantiles for 2 to 10 degrees of freedom; Abramowitz and Stegun (1964), table 26.10. */
const smallT: Readonly<Record<Coverage, readonly number[]>> = {
  90: [2.919986, 2.353363, 2.131847, 2.015048, 1.94318, 1.894579, 1.859548, 1.833113, 1.812461],
  95: [4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139],
};
const normal: Readonly<Record<Coverage, number>> = { 90: 1.644854, 95: 1.959964 };

/** For more than 10 degrees of freedom, the expansion of Abramowitz and Stegun (1964), 26.7.5. */
export function tQuantile(degrees: number, coverage: Coverage): number {
  const tabulated = smallT[coverage][degrees - 2];
  if (tabulated !== undefined) return tabulated;
  const z = normal[coverage];
  const s = square(z);
  const first = (z * (s + 1)) / 4;
  const second = (z * (s * (5 * s + 16) + 3)) / 96;
  const third = (z * (s * (s * (3 * s + 19) + 17) - 15)) / 384;
  return z + (first + (second + third / degrees) / degrees) / degrees;
}

/**
 * The 90 % interval of the standard deviation over seeds.
 *
 *   s · √((n − 1)/χ²),   χ²: the 95 % and 5 % quantiles of the chi-squared distribution with n − 1 degrees of freedom
 *
 * @param values - one per seed
 * @returns null for fewer than `fewestSeeds` values
 * @example spreadInterval([0, 1, 2]) // [0.5777613481905218, 4.415387593028957]
 * @see Fisher (1925), Statistical Methods for Research Workers, section 20
 */
export function spreadInterval(values: readonly number[]): Interval | null {
  if (values.length < fewestSeeds) return null;
  const degrees = values.length - 1;
  const scaled = (quantile: number) => standardDeviation(values) * Math.sqrt(degrees / quantile);
  return [scaled(chiSquaredQuantile(degrees, 95)), scaled(chiSquaredQuantile(degrees, 5))];
}

/** Quantiles for 2 to 10 degrees of freedom; Abramowitz and Stegun (1964), table 26.8. */
const smallChiSquared = {
  5: [0.102587, 0.351846, 0.710723, 1.145476, 1.635383, 2.16735, 2.732637, 3.325113, 3.940299],
  95: [5.991465, 7.814728, 9.487729, 11.070498, 12.591587, 14.06714, 15.507313, 16.918978, 18.307038],
} as const;

/** For more than 10 degrees of freedom, the approximation of Wilson and Hilferty (1931). */
export function chiSquaredQuantile(degrees: number, percent: 5 | 95): number {
  const tabulated = smallChiSquared[percent][degrees - 2];
  if (tabulated !== undefined) return tabulated;
  const variance = 2 / (9 * degrees);
  const z = percent === 95 ? 1.644854 : -1.644854;
  const root = 1 - variance + z * Math.sqrt(variance);
  return degrees * root * square(root);
}
