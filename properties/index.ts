export { type Exploration, isApplicable, type Law } from '../src/conformance/law.ts';
export { Refutation } from '../src/conformance/refutation.ts';
export { SpikeTrain } from '../src/conformance/spike-trains.ts';
export { controls } from './controls/index.ts';
export { laws } from './laws.ts';
export { mutants } from './mutants/index.ts';
export type { Mutant } from './mutants/mutant.ts';
export { configureRuns, exploration, holdTo } from './runs.ts';
