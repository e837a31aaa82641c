import chiSquaredQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import { standardDeviation } from './statistics.ts';
import { fewestSeeds, type Interval } from './t-interval.ts';

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
