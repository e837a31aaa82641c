/*
 * Vectors: test cases as plain data, for programs in any language. This file judges an implementation by one of them.
 * `vector.ts` describes a vector, `vector-schema.ts` and `vector-file.ts` read and write its file.
 */
import { type PrecisionName, unitRoundoff } from '../../base/precision.ts';
import type { Capability, Implementation } from '../implementation.ts';
import { capabilityOf } from '../law.ts';
import { isAtLeast } from '../level.ts';
import { compareFields, compareNetworks, compareSpread } from './compare-answers.ts';
import { compareNeurons, runInPieces, steadyRatesPerStep } from './compare-neurons.ts';
import type { Comparison, Numbers } from './comparison.ts';
import type { AnswerVector, Vector } from './vector.ts';

/** The result of judging an implementation by a vector. */
export interface VectorOutcome extends Comparison {
  readonly id: string;
  /** `not applicable` if the implementation does not support what the vector needs; this is not a pass. */
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
    if (comparison === undefined) return { id, outcome: 'not applicable', spikes: 0 };
    const isCorrect = comparison.divergence === undefined && isAtLeast(comparison.level ?? { name: 'steps' }, 'steps');
    return { id, outcome: isCorrect ? 'pass' : 'fail', spikes: 0, ...comparison };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refused(vector, error);
  }
}

function refused({ id, kind }: Vector, { message }: RangeError): VectorOutcome {
  if (kind === 'refusal') return { id, outcome: 'pass', spikes: 0 };
  const divergence = { stage: 'refusal', expected: 'an answer', got: `a refusal: ${message}` };
  return { id, outcome: 'fail', spikes: 0, divergence, ...(kind === 'answer' && { level: { name: 'none' } }) };
}

/** Undefined if the implementation omits the output that the vector examines. */
async function compare(vector: Vector, implementation: Implementation): Promise<Comparison | undefined> {
  if (vector.kind === 'answer') return await compareAnswer(vector, implementation);
  await run(vector, implementation);
  return { divergence: { stage: 'refusal', expected: 'a refusal', got: 'an answer' } };
}

async function compareAnswer(vector: AnswerVector, implementation: Implementation): Promise<Comparison | undefined> {
  const { precision } = implementation;
  const tolerance = withLeast(vector.tolerance[precision], precision) as never;
  if (vector.capability === 'neuron') {
    const { input, expected, continuedAt } = vector;
    const got = await runInPieces(capabilityOf(implementation, 'neuron'), input, continuedAt);
    if (got === undefined) return undefined;
    const found = compareNeurons(expected, got, input.current.length, tolerance, steadyRatesPerStep(input));
    return { ...found, spikes: got.spikes.flat().length };
  }
  const got = (await run(vector, implementation)) as never;
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
    case 'seeded':
      return compareSpread(vector, got, tolerance);
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

async function run({ capability, input }: Vector, implementation: Implementation): Promise<unknown> {
  return await (capabilityOf(implementation, capability) as Capability<unknown, unknown>)(input);
}
