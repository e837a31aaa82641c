import { type PrecisionName, unitRoundoff } from '../../src/base/precision.ts';
import type { InputOf } from '../../src/conformance/implementation.ts';
import type { Numbers } from '../../src/conformance/vectors/comparison.ts';
import type { AnsweredCapability, Vector, VectorDescription } from '../../src/conformance/vectors/vector.ts';
import type { Computed } from './computed.ts';
import { networkAnswer } from './network.ts';
import { neuronAnswer } from './neuron.ts';
import { synapseAnswer } from './synapse.ts';
import { tuningAnswer } from './tuning.ts';

/** What is chosen by hand in a vector. Everything else is computed from it. */
export interface ChosenVector extends Pick<VectorDescription, 'clause' | 'title'> {
  readonly id: string;
  readonly capability: AnsweredCapability;
  readonly input: InputOf<AnsweredCapability>;
  /** Present if the answer is known without a simulator. */
  readonly origin?: 'analytic';
}

/** Undefined if rounding to float32 could decide the answer, so that correct implementations may differ. */
const answers: {
  readonly [Name in AnsweredCapability]: (
    input: InputOf<Name>,
  ) => Computed<Name> | undefined | Promise<Computed<Name> | undefined>;
} = { neuron: neuronAnswer, tuning: tuningAnswer, synapse: synapseAnswer, network: networkAnswer };

/**
 * Computes the expected output, tolerance and margin of a vector.
 *
 * @throws {Error} if rounding to float32 could decide the output
 */
export async function makeVector({ id, clause, title, capability, input, origin }: ChosenVector): Promise<Vector> {
  const answer = await answers[capability](input as never);
  if (answer === undefined)
    throw new Error(`${id}: rounding to float32 could decide whether a neuron fires; change the input`);
  const { conventions, rules, units, margin, expected, tolerance, isExact } = answer;
  const kind = isExact ? 'analytic' : (origin ?? 'reference');
  const name = kind === 'analytic' ? 'lifspec definition' : 'lifspec reference, float64';
  return {
    id,
    clause,
    title,
    capability,
    ...(conventions && { conventions }),
    ...(rules && { rules }),
    origin: { kind, name, version: '1', script: 'scripts/write-vectors.ts' },
    units,
    margin,
    kills: [],
    input,
    expected,
    tolerance: {
      float64: withLeast(tolerance.float64, 'float64'),
      float32: withLeast(tolerance.float32, 'float32'),
      derivation: `${tolerance.derivation}; at least one rounding of the threshold`,
    },
  } as Vector;
}

/**
 * Tolerances of at least one rounding of the threshold. The rounding errors of a form that gives exactly 0 are 0, but
 * another form may leave 1e-29.
 */
function withLeast(tolerance: object, precision: PrecisionName): object {
  const raise = (one: Numbers): Numbers =>
    typeof one === 'number' ? Math.max(one, unitRoundoff[precision]) : one.map(raise);
  return Object.fromEntries(Object.entries(tolerance).map(([field, one]) => [field, raise(one)]));
}
