import { lif, type NeuronType } from '../simulator/neuron/model.ts';
import { subtractingLif } from './subtracting-lif.ts';

/** The kinds of neurons that `network.json` and the settings of a study can name. */
export const neuronTypes = {
  lif,
  'reset-by-subtraction': subtractingLif,
} as const satisfies Readonly<Record<string, NeuronType>>;

/** The name of a kind of neurons. */
export type NeuronTypeName = keyof typeof neuronTypes;

/** All names. The engine runs only the first. */
export const neuronTypeNames = Object.keys(neuronTypes) as [NeuronTypeName, ...NeuronTypeName[]];
