import { Refusal } from '../../base/requirement.ts';
import type { Capability, Implementation, NetworkOutput } from '../implementation.ts';
import { capabilityOf } from '../law.ts';
import { fires } from '../protocol/capabilities.ts';
import { compareNeurons } from './compare-neurons.ts';
import { type Divergence, firstOff, type Numbers } from './comparison.ts';
import { answers, type NetworkVector, type Vector } from './vector.ts';

/** The result of judging an implementation by a vector. */
export interface VectorOutcome {
  readonly id: string;
  /** `not applicable` if the implementation does not support the capability; this is not a pass. */
  readonly outcome: 'passed' | 'failed' | 'not applicable';
  /** Where the output of a failed vector first deviates from what is expected. */
  readonly divergence?: Divergence;
  /**
   * The first number of a passed vector that is not exactly the expected one. Absent if there is none, and for gains and
   * filtered signals, whose expected numbers are the exact ones, in no order of operations.
   */
  readonly rounding?: Divergence;
}

/**
 * Judges an implementation by a vector. It passes if the output is as expected, with numbers within the tolerance of
 * its precision.
 *
 * @throws everything that the implementation throws, except a `Refusal`, which is a refusal
 * @example (await judgeVector(publishedVectors()[0], reference())).outcome // 'passed'
 */
export async function judgeVector(vector: Vector, implementation: Implementation): Promise<VectorOutcome> {
  const { id, capability } = vector;
  if (implementation[capability] === undefined) return { id, outcome: 'not applicable' };
  try {
    const run = capabilityOf(implementation, capability) as Capability<unknown, unknown>;
    const got = (await run(vector.input)) as Answer;
    const divergence = compare(vector, got, vector.tolerance[implementation.precision]);
    if (divergence !== undefined) return { id, outcome: 'failed', divergence };
    const rounding = fires(vector.capability) ? (compare(vector, got, exactly) ?? firstHidden(vector, got)) : undefined;
    return { id, outcome: 'passed', ...(rounding && { rounding }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const divergence = { stage: 'refusal', expected: 'an answer', got: `a refusal: ${error.message}` };
    return { id, outcome: 'failed', divergence };
  }
}

type Answer = Readonly<Record<string, unknown>>;

/** The tolerance of numbers that must be bit-identical. */
const exactly = { voltage: 0, spikeHeight: 0, current: 0, readout: 0 };

function compare(vector: Vector, got: Answer, tolerance: object): Divergence | undefined {
  const [output, allowed] = [got as never, tolerance as never];
  if (vector.capability === 'neuron') return compareNeurons(vector.expected, output, allowed);
  if (vector.capability === 'network') return compareNetworks(vector, output, allowed);
  const fields = Object.keys(answers[vector.capability].expected.shape); // causes come before their effects
  const expected: Answer = vector.expected;
  for (const field of fields) {
    const divergence = firstOff(field, expected[field], got[field], allowed[field] ?? 0);
    if (divergence !== undefined) return divergence;
  }
  return undefined;
}

type NetworkTolerance = NetworkVector['tolerance']['float64'];

/**
 * Compares networks in the order of cause and effect: in each step the current, voltage and spikes of each layer; then
 * spike counts, filtered read-out and class.
 */
function compareNetworks(
  vector: NetworkVector,
  got: NetworkOutput,
  tolerance: NetworkTolerance,
): Divergence | undefined {
  const { expected } = vector;
  const isProbed = expected.probed !== undefined && got.probed?.length === expected.probed.length;
  return (
    (isProbed ? firstProbedOff(vector, got, tolerance) : undefined) ??
    firstOff('spikeCounts', expected.spikeCounts, got.spikeCounts, 0) ??
    firstOff('filtered', expected.readout, got.readout, tolerance.readout) ??
    firstOff('class', expected.predicted, got.predicted, 0)
  );
}

function firstProbedOff(
  { input: { probes = [], steps }, expected }: NetworkVector,
  got: NetworkOutput,
  tolerance: NetworkTolerance,
): Divergence | undefined {
  for (let step = 0; step < steps; step++) {
    for (const [probe, { layer, stage }] of probes.entries()) {
      const own = stage === 'spikes' ? 0 : tolerance[stage];
      const [due, came] = [expected.probed?.[probe]?.[step] as Numbers, got.probed?.[probe]?.[step]];
      const off = firstOff(`${layer} ${stage}`, due, came, own);
      if (off !== undefined) return { ...off, step };
    }
  }
  return undefined;
}

/** An expected output that the answer does not contain, such as voltages. */
function firstHidden({ expected }: Vector, got: Answer): Divergence | undefined {
  const stage = Object.keys(expected).find((field) => got[field] === undefined);
  return stage === undefined ? undefined : { stage, expected: 'numbers', got: 'no answer' };
}
