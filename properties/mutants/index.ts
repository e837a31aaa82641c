import { continuedMutants } from './continued.ts';
import { seededSizeMutants, tuningSizeMutants } from './drawing-size.ts';
import { eventMutants } from './events.ts';
import { lifMutants } from './lif.ts';
import type { Mutant } from './mutant.ts';
import { networkMutants } from './network.ts';
import { networkSizeMutants } from './network-size.ts';
import { nirMutants } from './nir.ts';
import { nirExportMutants } from './nir-export.ts';
import { protocolMutants } from './protocol.ts';
import { seededMutants } from './seeded.ts';
import { synapseMutants, synapseSizeMutants } from './synapse.ts';
import { trainedMutants } from './trained.ts';
import { trainedStepMutants } from './trained-steps.ts';
import { tuningMutants } from './tuning.ts';

/** All mutants of implementations, by capability. Each breaks a law or deviates from a vector. */
export const mutantsByTopic: Readonly<Record<string, readonly Mutant[]>> = {
  neuron: lifMutants,
  tuning: [...tuningMutants, ...tuningSizeMutants],
  synapse: [...synapseMutants, ...synapseSizeMutants],
  seeded: [...seededMutants, ...seededSizeMutants],
  network: [...networkMutants, ...networkSizeMutants],
  training: [...trainedMutants, ...trainedStepMutants],
  nir: nirMutants,
  nir_export: nirExportMutants,
  events: eventMutants,
  continued: continuedMutants,
  protocol: protocolMutants,
};

export const mutants: readonly Mutant[] = Object.values(mutantsByTopic).flat();
