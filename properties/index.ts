import type { Law } from './law.ts';
import { networkLaws } from './network/index.ts';
import { lifLaws } from './neuron/lif.ts';
import { rateLaws } from './neuron/rate.ts';
import { tuningLaws } from './neuron/tuning.ts';
import { seededLaws } from './seeded.ts';
import { lowPassLaws } from './synapse/low-pass.ts';

/** Every law, in reading order. */
export const laws: readonly Law[] = [
  ...lifLaws,
  ...rateLaws,
  ...tuningLaws,
  ...lowPassLaws,
  ...seededLaws,
  ...networkLaws,
];

export { controls } from './controls/index.ts';
export { holdTo } from './hold-to.ts';
export { isApplicable, type Law } from './law.ts';
export { mutants } from './mutants/index.ts';
export type { Mutant } from './mutants/mutant.ts';
export { Refutation, SpikeTrain } from './refutation.ts';
export { configureRuns, type Exploration, exploration } from './runs.ts';
