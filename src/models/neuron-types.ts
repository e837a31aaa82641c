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

/** A kind of neurons whose voltage has the floor in some layers only. */
export function flooredIn(layers: readonly number[], type: NeuronType): NeuronType {
  return (parameters, precision, layer) => {
    const minVoltage = layers.includes(layer) ? parameters.minVoltage : Number.NEGATIVE_INFINITY;
    return type({ ...parameters, minVoltage }, precision, layer);
  };
}
