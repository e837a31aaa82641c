import seedrandom from 'seedrandom';
import { requireAllFinite, requireBelow, requireFinite, requireWhole } from './requirement.ts';

/** A stream of random numbers, uniform in [0, 1), with 53 random bits each. Every call returns the next number. */
export type RandomStream = () => number;

/**
 * Opens the random stream with a given name. The same name gives the same numbers on every machine, whatever was drawn
 * before. Different names give unrelated streams, so a new layer never shifts another stream; definition: R2.
 *
 * @param name - the seed and the purpose of the numbers, such as `"0/weights/conv1"`
 * @example randomStream('0/weights/conv1')() // 0.0013551186681101113
 * @see Baagøe (2010), Alea; npm seedrandom `alea`
 */
export function randomStream(name: string): RandomStream {
  const generator = seedrandom.alea(name);
  return () => generator.double();
}

/** A distribution of random values. */
export type Distribution =
  /** One of the listed values, each equally likely. */
  | { readonly kind: 'choice'; readonly values: readonly number[] }
  /** Uniform in [low, high). */
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number };

/**
 * Draws `count` values in order, using one random number per value; definition: R3.
 *
 * @throws {Refusal} if the list of a choice is empty, a value is not finite, or `low` is not below `high`
 * @example draw({ kind: 'choice', values: [100] }, 3, randomStream('any')) // [100, 100, 100]
 */
export function draw(distribution: Distribution, count: number, stream: RandomStream): number[] {
  requireWhole('count', 0, count);
  const value = sampler(distribution);
  return Array.from({ length: count }, () => value(stream()));
}

function sampler(distribution: Distribution): (uniform: number) => number {
  if (distribution.kind === 'choice') {
    const { values } = distribution;
    requireWhole('number of values in the choice', 1, values.length);
    requireAllFinite('values', values);
    return (uniform) => values[Math.floor(uniform * values.length)] as number;
  }
  const { low, high } = distribution;
  requireFinite('low', low);
  requireFinite('high', high);
  requireBelow('low', high, low);
  return (uniform) => low + (high - low) * uniform;
}

/**
 * Shuffles the numbers 0 … count − 1: from the last position down, each number is swapped with the one at a random
 * position at or before it.
 *
 * @example shuffledOrder(4, randomStream('0/shuffle/epoch1')) // [2, 3, 0, 1]
 * @see Fisher and Yates (1938); Durstenfeld (1964), algorithm 235
 */
export function shuffledOrder(count: number, stream: RandomStream): Uint32Array {
  requireWhole('count', 0, count);
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(stream() * (last + 1));
    const moved = order[last] as number;
    order[last] = order[other] as number;
    order[other] = moved;
  }
  return order;
}
