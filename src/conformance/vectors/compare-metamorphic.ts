import { type Comparison, countSpikes, type Divergence, firstOff } from './comparison.ts';
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
  const unequal = factors.map(([field, factor]) =>
    firstOff(field, scale(first[field], factor), second[field], relative, areClose),
  );
  const equal = other.filter(isGiven).map((field) => unexpectedlyEqual(field, first[field], second[field]));
  const divergence = [...unequal, ...equal].find((one) => one !== undefined);
  return { ...(spikes !== undefined && { spikes }), ...(divergence && { divergence }) };
}

function scale(value: unknown, factor: number): unknown {
  if (Array.isArray(value)) return value.map((one) => scale(one, factor));
  return typeof value === 'number' ? factor * value : value;
}

function areClose(expected: unknown, got: unknown, relative: number): boolean {
  if (typeof expected !== 'number' || typeof got !== 'number') return expected === got;
  return expected === got || Math.abs(expected - got) <= relative * Math.max(Math.abs(expected), Math.abs(got));
}

function unexpectedlyEqual(stage: string, one: unknown, other: unknown): Divergence | undefined {
  if (JSON.stringify(one) !== JSON.stringify(other)) return undefined;
  return { stage, expected: 'other values for the second input', got: 'the same' };
}
