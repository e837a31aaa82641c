import type { CapabilityName, InputOf } from '../../src/conformance/implementation.ts';
import type { AnsweredCapability, Relation, Vector } from '../../src/conformance/vectors/vector.ts';
import {
  type CapabilityFields,
  metamorphicVector,
  RoundingDecides,
  refusalVector,
  type VectorCase,
} from './description.ts';
import { networkAnswer, networkFields, settleInBoth } from './network.ts';
import { neuronAnswer, neuronFields } from './neuron.ts';
import { seededAnswer, seededFields } from './seeded.ts';
import { synapseAnswer, synapseFields } from './synapse.ts';
import { tuningAnswer, tuningFields } from './tuning.ts';

/** What is chosen by hand in a vector. Everything else is computed from it. */
export interface ChosenVector extends VectorCase<InputOf<AnsweredCapability>> {
  readonly kind: Vector['kind'];
  readonly capability: AnsweredCapability;
  readonly secondInput?: InputOf<AnsweredCapability>;
  /** The relation between the outputs of a metamorphic vector. */
  readonly relation?: Relation;
  /** Number of roundings by which the numbers of a metamorphic vector may differ. */
  readonly roundings?: number;
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
  if (chosen.kind === 'answer') return await answer(chosen);
  if (chosen.kind === 'refusal') return refusalVector(fields, chosen);
  const { secondInput, relation, ...about } = chosen;
  if (secondInput === undefined || relation === undefined)
    throw new Error(`${chosen.id}: a metamorphic vector needs a second input and the expected relation`);
  const vector = metamorphicVector(fields, { ...about, secondInput, expected: relation });
  return chosen.capability === 'network' ? { ...vector, margin: await marginOfPair(chosen) } : vector;
}

async function marginOfPair({ id, input, secondInput }: ChosenVector): Promise<number> {
  const [first, second] = [await settleInBoth(input as never), await settleInBoth(secondInput as never)];
  if (first === undefined || second === undefined) throw new RoundingDecides(id);
  return first.inFloat64.margin;
}
