import type { Law } from '../src/conformance/law.ts';
import written from './law-runs.json' with { type: 'json' };

/** How often `npm test` runs a law, and the mutant that determines the number. */
export interface RunsOfLaw {
  readonly runs: number;
  /** Of the mutants that no other law kills more often, the one that this law kills least often. */
  readonly hardest?: string;
  /** The fraction of inputs on which the law kills it. */
  readonly killedOn?: number;
}

const lawRuns: Readonly<Record<string, RunsOfLaw>> = written;

/**
 * The number of inputs on which `npm test` checks a law. The law that kills a mutant most often kills it with a
 * probability of 99.9 %: if a fraction p of the inputs kills its hardest mutant, a law needs n runs with
 *
 *   (1 − p)ⁿ ≤ 1e-3
 *
 * A law has at least 25 runs, which find any mistake that breaks it on a quarter of the inputs. `FC_RUNS` overrides the
 * numbers. `npm run generate -- --only law-runs` measures p; a law that is not in its table yet has 100 runs.
 */
export function runsOf(
  { id, mostRuns = Number.POSITIVE_INFINITY }: Pick<Law, 'id' | 'mostRuns'>,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly numRuns: number } {
  return { numRuns: Math.min(Number(environment.FC_RUNS ?? lawRuns[id]?.runs ?? 100), mostRuns) };
}
