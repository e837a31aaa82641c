import fc from 'fast-check';
import type { Implementation } from '../src/conformance/implementation.ts';
import type { Law } from './law.ts';
import { type Exploration, exploration } from './runs.ts';

/**
 * Holds an implementation to a law, whatever the test runner. Which laws it can be held to: `isApplicable`.
 *
 * @param how - seed and number of cases; those of the specification where nothing is said
 * @throws {Error} with the smallest case that was found on which the law breaks, and what was expected and got
 * @example await holdTo(laws[0], reference()) // undefined
 */
export async function holdTo(law: Law, implementation: Implementation, how: Partial<Exploration> = {}): Promise<void> {
  await fc.assert(law.property(implementation), { ...exploration({}), ...how });
}
