/**
 * The laws, and implementations that satisfy or break them.
 *
 * @module lifspec/properties
 */
export type { Assumption } from '../src/conformance/assumption.ts';
export type * from '../src/conformance/conventions/conventions.ts';
export { type Exploration, isApplicable, type Law, type OptionalOutput } from '../src/conformance/law.ts';
export { type ExpectedAndGot, Refutation } from '../src/conformance/refutation.ts';
export { SpikeTrain } from '../src/conformance/spike-trains.ts';
export { controls } from './controls/index.ts';
export { laws } from './laws.ts';
export { mutants } from './mutants/index.ts';
export type { Mutant } from './mutants/mutant.ts';
export { configureRuns, exploration, holdTo } from './runs.ts';
