import fc from 'fast-check';
import type { Implementation } from '../src/conformance/implementation.ts';
import { isApplicable, type Law } from './law.ts';
import type { Mutant } from './mutants/mutant.ts';
import type { Exploration } from './runs.ts';

/** What kills each mutant, by its name. */
export type KillMatrix = Readonly<Record<string, Kills>>;

/** What kills a mutant. */
export interface Kills {
  /** Ids of the laws that break on it, in reading order. */
  readonly laws: readonly string[];
}

/** Whether a law breaks on an implementation. A law that does not apply does not break. */
export async function breaks(law: Law, implementation: Implementation, exploration: Exploration): Promise<boolean> {
  if (!isApplicable(law, implementation)) return false;
  // no need of the smallest case
  const { failed } = await fc.check(law.property(implementation), { ...exploration, endOnFailure: true });
  return failed;
}

/** Runs every law against every mutant. */
export async function killMatrix(
  laws: readonly Law[],
  mutants: readonly Mutant[],
  exploration: Exploration,
): Promise<KillMatrix> {
  const matrix: Record<string, Kills> = {};
  for (const mutant of mutants) {
    const broken: string[] = [];
    for (const law of laws) if (await breaks(law, mutant, exploration)) broken.push(law.id);
    matrix[mutant.name] = { laws: broken };
  }
  return matrix;
}
