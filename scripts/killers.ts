import { type Mutant, mutants } from '../properties/index.ts';
import { judgeVector } from '../src/conformance/vectors/judge-vector.ts';
import type { Vector } from '../src/conformance/vectors/vector.ts';

/** The names of the mutants that fail a vector. Of the mutants that are not judged, `listed` names those that fail it. */
export async function killers(
  vector: Vector,
  listed: readonly string[] = [],
  isJudged: (mutant: string) => boolean = () => true,
): Promise<string[]> {
  const names: string[] = [];
  for (const mutant of mutants) {
    const { name } = mutant;
    if (isJudged(name) ? await fails(mutant, vector) : listed.includes(name)) names.push(name);
  }
  return names;
}

/** Whether a mutant fails a vector or crashes in the second of two runs, because some mutants depend on the first. */
export async function fails(mutant: Mutant, vector: Vector): Promise<boolean> {
  const implementation = mutant.anew?.() ?? mutant;
  if (implementation[vector.capability] === undefined) return false;
  try {
    await judgeVector(vector, implementation);
    return (await judgeVector(vector, implementation)).outcome === 'failed';
  } catch {
    return true;
  }
}
