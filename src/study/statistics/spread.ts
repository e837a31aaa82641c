import { square } from '../../base/elementary.ts';
import { standardDeviation } from './statistics.ts';
import { fewestSeeds, type Interval } from './t-interval.ts';

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
const smallSamples = {
  5: [0.102587, 0.351846, 0.710723, 1.145476, 1.635383, 2.16735, 2.732637, 3.325113, 3.940299],
  95: [5.991465, 7.814728, 9.487729, 11.070498, 12.591587, 14.06714, 15.507313, 16.918978, 18.307038],
} as const;

/** For more than 10 degrees of freedom, the approximation of Wilson and Hilferty (1931). */
export function chiSquaredQuantile(degrees: number, percent: 5 | 95): number {
  const tabulated = smallSamples[percent][degrees - 2];
  if (tabulated !== undefined) return tabulated;
  const variance = 2 / (9 * degrees);
  const z = percent === 95 ? 1.644854 : -1.644854;
  const root = 1 - variance + z * Math.sqrt(variance);
  return degrees * root * square(root);
}
