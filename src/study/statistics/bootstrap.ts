import { randomStream } from '../../base/random.ts';
import { mean } from './statistics.ts';

/** Fewest seeds for which there is an interval. */
export const fewestSeeds = 3;

/** Nominal coverage of an interval, and number of resamples. */
export const bootstrap = { coverage: 0.95, draws: 2000 } as const;

/**
 * The 95 % percentile bootstrap interval of a mean.
 *
 * With few values it covers the true mean less often: 75 % for 3 values, whose interval is from the smallest to the
 * largest; 83 % for 5, 89 % for 10, 94 % for 30, measured with normally distributed values.
 *
 * @param values - one per seed
 * @param name - of the random stream
 * @returns lower and upper end; null for fewer than `fewestSeeds` values
 * @see Efron (1979), Annals of Statistics 7, 1
 */
export function bootstrapInterval(
  values: readonly number[],
  name: string,
  draws: number = bootstrap.draws,
): readonly [low: number, high: number] | null {
  if (values.length < fewestSeeds) return null;
  const stream = randomStream(`bootstrap/${name}`);
  const again = () => mean(values.map(() => values[Math.floor(stream() * values.length)] as number));
  const means = Float64Array.from({ length: draws }, again).sort();
  const tail = Math.floor(((1 - bootstrap.coverage) / 2) * draws);
  return [means[tail] as number, means[draws - 1 - tail] as number];
}
