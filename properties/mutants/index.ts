import { lifMutants } from './lif.ts';
import type { Mutant } from './mutant.ts';
import { networkMutants } from './network.ts';
import { networkInputMutants } from './network-input.ts';
import { protocolMutants } from './protocol.ts';
import { seededMutants } from './seeded.ts';
import { synapseMutants } from './synapse.ts';
import { tuningMutants } from './tuning.ts';

/** Every wrong implementation, by what is wrong with it: each breaks a law or departs from a vector. */
export const mutantsBySubject: Readonly<Record<string, readonly Mutant[]>> = {
  neuron: lifMutants,
  tuning: tuningMutants,
  synapse: synapseMutants,
  seeding: seededMutants,
  network: [...networkMutants, ...networkInputMutants],
  protocol: protocolMutants,
};

/** All of them. */
export const mutants: readonly Mutant[] = Object.values(mutantsBySubject).flat();
