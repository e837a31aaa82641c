import type { CapabilityName, InputOf } from '../../src/conformance/implementation.ts';
import type { AnsweredCapability, Vector } from '../../src/conformance/vectors/vector.ts';
import { type CapabilityFields, refusalVector, type VectorCase } from './description.ts';
import { networkAnswer, networkFields } from './network.ts';
import { neuronAnswer, neuronFields } from './neuron.ts';
import { seededAnswer, seededFields } from './seeded.ts';
import { synapseAnswer, synapseFields } from './synapse.ts';
import { tuningAnswer, tuningFields } from './tuning.ts';

/** What is chosen by hand in a vector. Everything else is computed from it. */
export interface ChosenVector extends VectorCase<InputOf<AnsweredCapability>> {
  readonly kind: Vector['kind'];
  readonly capability: AnsweredCapability;
  readonly continuedAt?: number;
}

/** How the vectors of a capability are made. */
interface Maker<Name extends CapabilityName> {
  readonly fields: CapabilityFields<Name>;
  readonly answer: (one: VectorCase<InputOf<Name>>) => Vector | Promise<Vector>;
}

const makers: { readonly [Name in AnsweredCapability]: Maker<Name> } = {
  neuron: { fields: neuronFields, answer: neuronAnswer },
  tuning: { fields: tuningFields, answer: tuningAnswer },
  synapse: { fields: synapseFields, answer: synapseAnswer },
  seeded: { fields: seededFields, answer: seededAnswer },
  network: { fields: networkFields, answer: networkAnswer },
};

/**
 * Computes the expected output, tolerance and margin of a vector.
 *
 * @throws {RoundingDecides} if rounding to float32 could decide the output
 */
export async function makeVector(chosen: ChosenVector): Promise<Vector> {
  const { fields, answer } = makers[chosen.capability] as Maker<AnsweredCapability>;
  return chosen.kind === 'answer' ? await answer(chosen) : refusalVector(fields, chosen);
}
