import type { Comparison, Divergence } from './comparison.ts';
import type { Relation } from './vector.ts';

type Output = Readonly<Record<string, unknown>>;

/**
 * Compares the outputs for two inputs with each other. Optional fields that are missing are skipped. If nothing is left
 * to compare, the result is undefined. Two silent outputs are not a match, because silence proves nothing.
 *
 * @param relative - tolerance of a number, relative to the larger of the two
 */
export function compareMetamorphic(
  { same, times, other = [] }: Relation,
  first: Output,
  second: Output,
  relative: number,
): Comparison | undefined {
  const isGiven = (field: string) => first[field] !== undefined && second[field] !== undefined;
  const factors = [
    ...same.map((field) => [field, 1] as const),
    ...(times?.fields ?? []).map((field) => [field, times?.factor ?? 1] as const),
  ].filter(([field]) => isGiven(field));
  if (factors.length + other.filter(isGiven).length === 0) return undefined;
  const spikes = countSpikes(first);
  if (spikes === 0) return { spikes, divergence: { stage: 'spikes', expected: 'spikes', got: 'silence' } };
  const unequal = factors.map(([field, factor]) => firstUnequal(field, first[field], second[field], factor, relative));
  const equal = other.filter(isGiven).map((field) => unexpectedlyEqual(field, first[field], second[field]));
  const divergence = [...unequal, ...equal].find((one) => one !== undefined);
  return { ...(spikes !== undefined && { spikes }), ...(divergence && { divergence }) };
}

/** Number of spikes of neurons or of a network; undefined for other outputs. */
function countSpikes({ spikes, spikeCounts }: Output): number | undefined {
  if (Array.isArray(spikes)) return spikes.flat().length;
  if (Array.isArray(spikeCounts)) return spikeCounts.flat().reduce((sum: number, count: number) => sum + count, 0);
  return undefined;
}

function firstUnequal(
  stage: string,
  one: unknown,
  other: unknown,
  factor: number,
  relative: number,
): Divergence | undefined {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    for (const [index, value] of one.entries()) {
      const unequal = firstUnequal(`${stage}[${index}]`, value, other[index], factor, relative);
      if (unequal !== undefined) return unequal;
    }
    return undefined;
  }
  const expected = typeof one === 'number' ? factor * one : one;
  return isClose(expected, other, relative) ? undefined : { stage, expected, got: other };
}

function isClose(expected: unknown, got: unknown, relative: number): boolean {
  if (typeof expected !== 'number' || typeof got !== 'number') return expected === got;
  return expected === got || Math.abs(expected - got) <= relative * Math.max(Math.abs(expected), Math.abs(got));
}

function unexpectedlyEqual(stage: string, one: unknown, other: unknown): Divergence | undefined {
  if (JSON.stringify(one) !== JSON.stringify(other)) return undefined;
  return { stage, expected: 'other values for the second input', got: 'the same' };
}
