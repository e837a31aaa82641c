import { versions } from '../../src/base/version.ts';
import type { CapabilityName, Implementation, InputOf } from '../../src/conformance/implementation.ts';
import type { FoundAnswer } from '../../src/conformance/judge/law-case.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { type CapabilityFields, RoundingDecides, refusalVector, type VectorCase } from './description.ts';
import { networkAnswer, networkFields, settleInBoth } from './network.ts';
import { neuronAnswer, neuronFields } from './neuron.ts';
import { synapseAnswer, synapseFields } from './synapse.ts';
import { tuningAnswer, tuningFields } from './tuning.ts';

/**
 * Makes a vector from an answer that broke a law, so that it can be reported and tested again. Its `kills` contains the
 * name of the implementation.
 *
 * @returns undefined if the answer by itself is correct, if rounding could decide it, if it continues from a state, or
 *   if every implementation may answer differently
 */
export async function foundVector(found: FoundAnswer): Promise<Vector | undefined> {
  const vector = await correctAnswer(found);
  return vector !== undefined && (await isWrong(found, vector)) ? nameAfter(found, vector) : undefined;
}

/** A capability whose output is the same for all implementations, and how to make its vector. */
interface Answered<Name extends CapabilityName> {
  readonly fields: CapabilityFields<Name>;
  readonly make: (one: VectorCase<InputOf<Name>>) => Vector | undefined | Promise<Vector | undefined>;
}

const answered: { readonly [Name in CapabilityName]?: Answered<Name> } = {
  neuron: { fields: neuronFields, make: neuronAnswer },
  tuning: { fields: tuningFields, make: tuningAnswer },
  synapse: { fields: synapseFields, make: synapseAnswer },
  network: {
    fields: networkFields,
    make: async ({ input, ...about }) => {
      const settled = await settleInBoth(input);
      return settled && networkAnswer(about, settled);
    },
  },
};

async function correctAnswer({ law, capability, input }: FoundAnswer): Promise<Vector | undefined> {
  const kind = answered[capability] as Answered<CapabilityName> | undefined;
  if (kind === undefined || (input as { readonly state?: unknown }).state !== undefined) return undefined;
  const { id, clause, statement: title } = law;
  const one = { id, clause, title, input: input as InputOf<CapabilityName> };
  try {
    return (await isRefused(kind.fields.capability, input)) ? refusalVector(kind.fields, one) : await kind.make(one);
  } catch (error) {
    if (error instanceof RoundingDecides) return undefined;
    throw error;
  }
}

async function isRefused(capability: CapabilityName, input: unknown): Promise<boolean> {
  const run = reference('float64')[capability] as (input: unknown) => unknown;
  try {
    await run(input);
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/** Whether the answer deviates from the vector or is invalid. */
async function isWrong({ implementation, capability, output, error }: FoundAnswer, vector: Vector): Promise<boolean> {
  const again = () => {
    if (error !== undefined) throw error;
    return output;
  };
  try {
    return (await judgeVector(vector, { ...implementation, [capability]: again } as Implementation)).outcome === 'fail';
  } catch {
    return true;
  }
}

function nameAfter({ law, implementation }: FoundAnswer, vector: Vector): Vector {
  const script = `lifspec check --only ${law.id}`;
  const origin = { ...vector.origin, version: versions.lifspec, script };
  return { ...vector, id: `found/${law.id}`, origin, kills: [implementation.name] };
}
