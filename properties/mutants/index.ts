import { lifMutants } from './lif.ts';
import type { Mutant } from './mutant.ts';
import { networkMutants } from './network.ts';
import { seededMutants } from './seeded.ts';
import { synapseMutants } from './synapse.ts';
import { tuningMutants } from './tuning.ts';

/** Every wrong implementation: each breaks a law. */
export const mutants: readonly Mutant[] = [
  ...lifMutants,
  ...tuningMutants,
  ...synapseMutants,
  ...seededMutants,
  ...networkMutants,
];
