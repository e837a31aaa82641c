import chiSquaredQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
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
 * @example tInterval([0.5, 0.625, 0.75]) // [0.3144827860312087, 0.9355172139687913]
 * @see Student (1908), Biometrika 6, 1
 */
export function tInterval(values: readonly number[], coverage: Coverage = 95): Interval | null {
  if (values.length < fewestSeeds) return null;
  const margin =
    (tQuantile(1 - (1 - coverage / 100) / 2, values.length - 1) * standardDeviation(values)) / Math.sqrt(values.length);
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

/**
 * The 90 % interval of the standard deviation over seeds.
 *
 *   s · √((n − 1)/χ²),   χ²: the 95 % and 5 % quantiles of the chi-squared distribution with n − 1 degrees of freedom
 *
 * @param values - one per seed
 * @returns null for fewer than `fewestSeeds` values
 * @example spreadInterval([0, 1, 2]) // [0.5777613700268772, 4.4153964427017955]
 * @see Fisher (1925), Statistical Methods for Research Workers, section 20
 */
export function spreadInterval(values: readonly number[]): Interval | null {
  if (values.length < fewestSeeds) return null;
  const degrees = values.length - 1;
  const scaled = (probability: number) =>
    standardDeviation(values) * Math.sqrt(degrees / chiSquaredQuantile(probability, degrees));
  return [scaled(0.95), scaled(0.05)];
}
