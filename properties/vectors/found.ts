import { versions } from '../../src/base/version.ts';
import type { CapabilityName, Implementation } from '../../src/conformance/implementation.ts';
import type { FoundAnswer } from '../../src/conformance/judge/law-case.ts';
import { reference } from '../../src/conformance/reference.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { RoundingDecides } from './description.ts';
import { type ChosenVector, makeVector } from './make-vector.ts';

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

/** Capabilities whose output is the same for all implementations. */
const answered: readonly CapabilityName[] = ['neuron', 'tuning', 'synapse', 'network'];

async function correctAnswer({ law, capability, input }: FoundAnswer): Promise<Vector | undefined> {
  if (!answered.includes(capability) || (input as { readonly state?: unknown }).state !== undefined) return undefined;
  const { id, clause, statement: title } = law;
  const kind = (await isRefused(capability, input)) ? 'refusal' : 'answer';
  try {
    return await makeVector({ id, clause, title, kind, capability, input } as ChosenVector);
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
