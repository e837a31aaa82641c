import fc from 'fast-check';
import type { Conventions } from '../src/conformance/choices/conventions.ts';
import type { Implementation } from '../src/conformance/implementation.ts';
import { type Exploration, explorationOf, type Law } from '../src/conformance/law.ts';

/**
 * The default exploration: a fixed seed, so every run tests the same inputs. `FC_SEED` and `FC_RUNS` change it.
 *
 * @example exploration({ FC_SEED: '7' }) // { seed: 7, numRuns: 100 }
 */
export function exploration(environment: Readonly<Record<string, string | undefined>>): Exploration {
  return { seed: Number(environment.FC_SEED ?? 1830), numRuns: Number(environment.FC_RUNS ?? 100) };
}

/** Configures fast-check for all laws that run afterwards. No law ends early, so the clock decides no result. */
export function configureRuns({ seed, numRuns }: Exploration): void {
  fc.configureGlobal({ seed, numRuns });
}

/**
 * Whether an implementation supports every capability that a law needs.
 *
 * @example isApplicable(laws[0], { name: 'supports nothing', precision: 'float64' }) // false
 */
export function isApplicable(law: Pick<Law, 'needs'>, implementation: Implementation): boolean {
  return law.needs.every((capability) => implementation[capability] !== undefined);
}

/**
 * Checks a law on an implementation, in any test runner. `isApplicable` tells which laws can be checked.
 *
 * @param how - overrides the default seed, the number of inputs, or Nengo's conventions
 * @throws {Error} with the smallest input found that breaks the law, and the expected and actual values
 * @example await holdTo(laws[0], reference()) // undefined
 */
export async function holdTo(
  law: Law,
  implementation: Implementation,
  { conventions, ...how }: Partial<Exploration> & { readonly conventions?: Conventions } = {},
): Promise<void> {
  await fc.assert(law.property(implementation, conventions), explorationOf(law, { ...exploration({}), ...how }));
}

/** Inputs that find a mistake which breaks a law on a quarter of them with a probability of 99.9 %: 0.75²⁵ < 1e-3. */
const usualRuns = 25;

/** The number of inputs on which `npm test` checks a law: as many as its hardest mutant needs. `FC_RUNS` overrides it. */
export function runsOf(
  { leastRuns = usualRuns, mostRuns = Number.POSITIVE_INFINITY }: Pick<Law, 'leastRuns' | 'mostRuns'>,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly numRuns: number } {
  return { numRuns: Math.min(Number(environment.FC_RUNS ?? leastRuns), mostRuns) };
}
