import { randomStream } from '../../base/random.ts';
import { mean } from './statistics.ts';

/** Fewer values than this say next to nothing about how far their mean can be trusted. */
export const fewestSeeds = 3;

/** How an interval is made: what it should hold, and how often the sample is drawn again. */
export const bootstrap = { coverage: 0.95, draws: 2000 } as const;

/**
 * An interval for the mean of what a sample was drawn from: the sample is drawn from again and again, with replacement,
 * and the middle 95 % of the means are kept.
 *
 * Of few values it holds the true mean less often than it says. Of three it is from the least to the greatest, which
 * holds the middle with a probability of 75 %; measured on made-up normal values: 83 % for 5, 89 % for 10, 94 % for 30.
 *
 * @param values - one a seed
 * @param name - of the random stream
 * @param draws - number of samples drawn again
 * @returns lower and upper end; null for fewer than `fewestSeeds` values
 * @see Efron (1979), Annals of Statistics 7, 1: the percentile interval
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
