/*
 * Vectors: test cases as plain data, for programs in any language. This file judges an implementation by one of them.
 * `vector.ts` describes a vector, `vector-schema.ts` and `vector-file.ts` read and write its file.
 */
import { type PrecisionName, unitRoundoff } from '../../base/precision.ts';
import type { Capability, Implementation } from '../implementation.ts';
import { capabilityOf } from '../law.ts';
import { isAtLeast } from '../level.ts';
import { compareFields, compareNetworks } from './compare-answers.ts';
import { compareNeurons } from './compare-neurons.ts';
import type { Comparison, Numbers } from './comparison.ts';
import type { Vector } from './vector.ts';

/** The result of judging an implementation by a vector. */
export interface VectorOutcome extends Partial<Comparison> {
  readonly id: string;
  /** `not applicable` if the implementation does not support the capability; this is not a pass. */
  readonly outcome: 'pass' | 'fail' | 'not applicable';
  /** Number of spikes in the output. Silence proves nothing. */
  readonly spikes: number;
}

/**
 * Judges an implementation by a vector. It passes if the output is as expected, with numbers within the tolerance of
 * its precision.
 *
 * @throws everything that the implementation throws, except a `RangeError`, which is a refusal
 * @example (await judgeVector(publishedVectors()[0], reference())).outcome // 'pass'
 */
export async function judgeVector(vector: Vector, implementation: Implementation): Promise<VectorOutcome> {
  const { id, capability } = vector;
  if (implementation[capability] === undefined) return { id, outcome: 'not applicable', spikes: 0 };
  try {
    const comparison = await compare(vector, implementation);
    const isCorrect = comparison.divergence === undefined && isAtLeast(comparison.level, 'steps');
    return { id, outcome: isCorrect ? 'pass' : 'fail', spikes: 0, ...comparison };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const divergence = { stage: 'refusal', expected: 'an answer', got: `a refusal: ${error.message}` };
    return { id, outcome: 'fail', spikes: 0, level: 'none', divergence };
  }
}

async function compare(vector: Vector, implementation: Implementation): Promise<Comparison> {
  const { precision } = implementation;
  const tolerance = withLeast(vector.tolerance[precision], precision) as never;
  if (vector.capability === 'neuron') {
    const { input, expected } = vector;
    const got = await capabilityOf(implementation, 'neuron')(input);
    const found = compareNeurons(expected, got, input.current.length, tolerance);
    return { ...found, spikes: got.spikes.flat().length };
  }
  const run = capabilityOf(implementation, vector.capability) as Capability<unknown, unknown>;
  const got = (await run(vector.input)) as never;
  switch (vector.capability) {
    case 'tuning':
      return compareFields(['gain', 'bias', 'ratesHz', 'outputs'], vector.expected, got, tolerance);
    case 'synapse':
      return compareFields(['lagSteps', 'filtered'], vector.expected, got, {
        lagSteps: 0,
        ...(tolerance as object),
      } as never);
    case 'network':
      return compareNetworks(vector, got, tolerance);
  }
}

/**
 * Tolerances of at least one rounding of the threshold. The rounding errors of a form that gives exactly 0 are 0, but
 * another form may leave 1e-29.
 */
function withLeast<Tolerance extends object>(tolerance: Tolerance, precision: PrecisionName): Tolerance {
  const raise = (one: Numbers): Numbers =>
    typeof one === 'number' ? Math.max(one, unitRoundoff[precision]) : one.map(raise);
  return Object.fromEntries(Object.entries(tolerance).map(([field, one]) => [field, raise(one)])) as Tolerance;
}
