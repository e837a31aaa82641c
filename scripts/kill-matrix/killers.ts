import { type Mutant, mutants } from '../../properties/index.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';

/** Names of the wrong implementations that deviate from a vector. */
export async function killers(vector: Vector, among: readonly Mutant[] = mutants): Promise<string[]> {
  const names: string[] = [];
  for (const mutant of among) if (await fails(mutant, vector)) names.push(mutant.name);
  return names;
}

/** Whether an implementation deviates from a vector: in one of two runs, since some remember what they ran before. What breaks down deviates too. */
export async function fails(implementation: Mutant, vector: Vector): Promise<boolean> {
  if (implementation[vector.capability] === undefined) return false;
  try {
    await judgeVector(vector, implementation);
    return (await judgeVector(vector, implementation)).outcome === 'fail';
  } catch {
    return true;
  }
}
