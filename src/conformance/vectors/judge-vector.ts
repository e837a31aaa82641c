import type { PrecisionName } from '../../base/precision.ts';
import type { Capability, Implementation } from '../implementation.ts';
import { capabilityOf } from '../law.ts';
import { compareNetworks } from './compare-networks.ts';
import { compareNeurons } from './compare-neurons.ts';
import { areSameNumbers, type Comparison, firstOff, type Numbers } from './comparison.ts';
import { answers, type Vector } from './vector.ts';

/** The result of judging an implementation by a vector. */
export interface VectorOutcome extends Partial<Comparison> {
  readonly id: string;
  /** `not applicable` if the implementation does not support the capability; this is not a pass. */
  readonly outcome: 'passed' | 'failed' | 'not applicable';
}

/**
 * Judges an implementation by a vector. It passes if the output is as expected, with numbers within the tolerance of
 * its precision.
 *
 * @throws everything that the implementation throws, except a `RangeError`, which is a refusal
 * @example (await judgeVector(publishedVectors()[0], reference())).outcome // 'passed'
 */
export async function judgeVector(vector: Vector, implementation: Implementation): Promise<VectorOutcome> {
  const { id, capability } = vector;
  if (implementation[capability] === undefined) return { id, outcome: 'not applicable' };
  try {
    const run = capabilityOf(implementation, capability) as Capability<unknown, unknown>;
    const got = await run(vector.input);
    const comparison = compare(vector, got as never, implementation.precision);
    return { id, outcome: comparison.divergence === undefined ? 'passed' : 'failed', ...comparison };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const divergence = { stage: 'refusal', expected: 'an answer', got: `a refusal: ${error.message}` };
    return { id, outcome: 'failed', level: 'none', divergence };
  }
}

function compare(vector: Vector, got: never, precision: PrecisionName): Comparison {
  const tolerance = vector.tolerance[precision] as never;
  if (vector.capability === 'neuron') return compareNeurons(vector.expected, got, tolerance);
  if (vector.capability === 'network') return compareNetworks(vector, got, tolerance);
  return compareFields(Object.keys(answers[vector.capability].expected.shape), vector.expected, got, tolerance);
}

/** Compares numbers in the order of their fields, in which causes come before their effects. */
function compareFields(
  fields: readonly string[],
  expected: Readonly<Record<string, Numbers>>,
  got: Readonly<Record<string, unknown>>,
  tolerance: Readonly<Record<string, Numbers>>,
): Comparison {
  for (const field of fields) {
    const divergence = firstOff(field, expected[field], got[field], tolerance[field] ?? 0);
    if (divergence !== undefined) return { level: 'none', divergence };
  }
  return { level: fields.every((field) => areSameNumbers(expected[field], got[field])) ? 'bits' : 'steps' };
}
