import type { Level } from '../level.ts';

/** The comparison of an output with the expected one. */
export interface Comparison {
  readonly level?: Level;
  /** Number of spikes in the output. */
  readonly spikes?: number;
  /** The first deviation; undefined if there is none. */
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
}

/** A number, a list of numbers, a list of lists, and so on. */
export type Numbers = number | readonly Numbers[];

/**
 * The first number that deviates by more than the tolerance. A list of the wrong length is a deviation.
 *
 * @param tolerance - one for all numbers, or one per number
 */
export function firstOff(stage: string, expected: Numbers, got: unknown, tolerance: Numbers): Divergence | undefined {
  if (typeof expected === 'number') {
    const near = typeof got === 'number' && isNear(expected, got, tolerance as number);
    return near ? undefined : { stage, expected, got };
  }
  if (!Array.isArray(got) || got.length !== expected.length) {
    return { stage, expected: `${expected.length} values`, got: Array.isArray(got) ? `${got.length} values` : got };
  }
  for (const [index, value] of expected.entries()) {
    const own = typeof tolerance === 'number' ? tolerance : (tolerance[index] as Numbers);
    const off = firstOff(`${stage}[${index}]`, value, got[index], own);
    if (off !== undefined) return off;
  }
  return undefined;
}

/** Whether a number is within the tolerance. NaN never is. */
export function isNear(expected: number, got: number | undefined, tolerance: number): boolean {
  return Object.is(expected, got) || Math.abs(expected - (got ?? Number.NaN)) <= tolerance;
}

/** Whether two nested lists have the same shape and equal numbers; −0 equals 0. */
export function areSameNumbers(one: Numbers, other: unknown): boolean {
  if (typeof one === 'number') return one === other;
  return (
    Array.isArray(other) &&
    one.length === other.length &&
    one.every((value, index) => areSameNumbers(value, other[index]))
  );
}
