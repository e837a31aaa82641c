import type { InputOf } from '../../src/conformance/implementation.ts';
import type { AnsweredCapability, Vector } from '../../src/conformance/vectors/vector.ts';
import type { VectorCase } from './description.ts';
import { networkAnswer } from './network.ts';
import { neuronAnswer } from './neuron.ts';
import { synapseAnswer } from './synapse.ts';
import { tuningAnswer } from './tuning.ts';

/** What is chosen by hand in a vector. Everything else is computed from it. */
export interface ChosenVector extends VectorCase<InputOf<AnsweredCapability>> {
  readonly capability: AnsweredCapability;
}

const makers: {
  readonly [Name in AnsweredCapability]: (one: VectorCase<InputOf<Name>>) => Vector | Promise<Vector>;
} = { neuron: neuronAnswer, tuning: tuningAnswer, synapse: synapseAnswer, network: networkAnswer };

/**
 * Computes the expected output, tolerance and margin of a vector.
 *
 * @throws {RoundingDecides} if rounding to float32 could decide the output
 */
export async function makeVector(chosen: ChosenVector): Promise<Vector> {
  return await makers[chosen.capability](chosen as never);
}
