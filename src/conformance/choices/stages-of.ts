import type { CapabilityName, InputOf, OutputOf } from '../implementation.ts';
import { eventStages } from './events-stages.ts';
import { networkStages } from './network-stages.ts';
import { nirStages } from './nir-stages.ts';
import type { Stages } from './stages.ts';
import { synapseStages } from './synapse.ts';
import { trainingStages } from './training-stages.ts';
import { tuningStages } from './tuning.ts';

/** The capabilities that have stages beside those of neurons, in the order in which a verdict tells of them. */
export const stagesOf: { readonly [Name in CapabilityName]?: Stages<InputOf<Name>, OutputOf<Name>> } = {
  tuning: tuningStages,
  synapse: synapseStages,
  network: networkStages,
  training: trainingStages,
  nir: nirStages,
  events: eventStages,
};

/** The names of the capabilities that have stages. */
export const staged = Object.keys(stagesOf) as readonly (keyof typeof stagesOf)[];
