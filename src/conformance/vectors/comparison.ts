import type { Level } from '../level.ts';

/** The comparison of an output with the expected one. */
export interface Comparison {
  /** Numbers within their tolerance count as `steps`. */
  readonly level: Level;
  readonly spikes?: number;
  /** The first deviation, even if all spikes are in their steps and only a voltage deviates. */
  readonly divergence?: Divergence;
}

/** Where an output first deviates from what was expected. */
export interface Divergence {
  /** `voltage`, `spikes`, `spike height`, … */
  readonly stage: string;
  readonly step?: number;
  readonly neuron?: number;
  readonly expected: unknown;
  readonly got: unknown;
  /** Whether it is a spike height, and nothing else deviates. */
  readonly isAlone?: true;
  /** The largest difference that passes, if it is a number. */
  readonly allowed?: number;
}

/** A number, a list of numbers, a list of lists, and so on. */
export type Numbers = number | readonly Numbers[];

/**
 * The first number that deviates by more than the tolerance. A list of the wrong length is a deviation.
 *
 * @param tolerance - one for all numbers, or one per number
 * @param areClose - whether two numbers agree; by default, they differ by at most the tolerance
 */
export function firstOff(
  stage: string,
  expected: unknown,
  got: unknown,
  tolerance: Numbers,
  areClose: (expected: unknown, got: unknown, tolerance: number) => boolean = isNear,
): Divergence | undefined {
  if (!Array.isArray(expected)) {
    if (areClose(expected, got, tolerance as number)) return undefined;
    return {
      stage,
      expected,
      got,
      ...(areClose === isNear && (tolerance as number) > 0 && { allowed: tolerance as number }),
    };
  }
  if (!Array.isArray(got) || got.length !== expected.length) {
    if (areClose !== isNear || !Array.isArray(got)) return { stage, expected, got };
    return { stage, expected: `${expected.length} values`, got: `${got.length} values` };
  }
  for (const [index, value] of expected.entries()) {
    const own = typeof tolerance === 'number' ? tolerance : (tolerance[index] as Numbers);
    const off = firstOff(`${stage}[${index}]`, value, got[index], own, areClose);
    if (off !== undefined) return off;
  }
  return undefined;
}

/** Whether a number is within the tolerance. NaN never is. */
export function isNear(expected: unknown, got: unknown, tolerance: number): boolean {
  if (typeof expected !== 'number' || typeof got !== 'number') return false;
  return Object.is(expected, got) || Math.abs(expected - got) <= tolerance;
}

/** Number of spikes in an answer of neurons or of a network; undefined for other answers. */
export function countSpikes(output: unknown): number | undefined {
  const { spikes, spikeCounts } = (output ?? {}) as { spikes?: unknown; spikeCounts?: unknown };
  if (Array.isArray(spikes)) return spikes.reduce<number>((sum, train) => sum + train.length, 0); // `flat` is slow
  if (!Array.isArray(spikeCounts)) return undefined;
  return spikeCounts.flat().reduce<number>((sum, count) => sum + (Number(count) || 0), 0);
}

/** Whether two nested lists have the same shape and equal numbers; −0 equals 0. */
export function areSameNumbers(one: Numbers, other: unknown): boolean {
  return firstOff('', one, other, 0, (expected, got) => expected === got) === undefined;
}
