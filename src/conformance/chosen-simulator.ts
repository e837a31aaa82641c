import { type PrecisionName, precisions } from '../base/precision.ts';
import type { Chosen } from './choices/choice.ts';
import { runNetwork } from './choices/network-run.ts';
import { chosenModel, neuronActs, prepareNeuron, simulate } from './choices/neuron-step.ts';
import { simulateNir, typeOf } from './choices/nir-run.ts';
import type { Implementation, NetworkInput, NirInput, NirOutput } from './implementation.ts';
import { type NirNeuronType, requireNir } from './nir/neurons.ts';
import { networkOutput, requireLegal, requireLegalNetwork } from './reference.ts';

/** A simulator of neurons, and of networks of them, whose neurons follow a set of choices. */
export interface ChosenSimulator extends Implementation {
  readonly neuron: NonNullable<Implementation['neuron']>;
  readonly network: NonNullable<Implementation['network']>;
}

/**
 * A simulator that follows a set of choices. The weights of a network are per spike: a spike has the height amplitude/dt,
 * whatever height is chosen.
 */
export function simulatorOf(chosen: Chosen, precision: PrecisionName = 'float64'): ChosenSimulator {
  const acts = neuronActs(chosen);
  return {
    name: 'simulator of given choices',
    precision,
    neuron: (input) => {
      requireLegal(input);
      return simulate(chosen, input, precisions[precision]);
    },
    network: (input: NetworkInput) =>
      networkOutput(input, precisions[precision], {
        neurons: (parameters, rounded) => chosenModel(prepareNeuron(acts, { ...parameters, amplitude: 1 }, rounded)),
      }),
  };
}

/** A network that follows a set of choices of the table of networks, in textbook form. */
export function networkOf(chosen: Chosen, precision: PrecisionName = 'float64'): ChosenSimulator['network'] {
  return (input) => {
    requireLegalNetwork(input);
    return runNetwork(chosen, input, precisions[precision]);
  };
}

/** An importer of NIR whose neurons of each type follow a set of choices of the table of NIR. */
export function nirOf(
  chosen: (type: NirNeuronType) => Chosen,
  precision: PrecisionName = 'float64',
): (input: NirInput) => NirOutput {
  return (input) => {
    requireNir(input.nodes, input.inputs, input.dtSeconds);
    return simulateNir(chosen(typeOf(input)), input, precisions[precision]);
  };
}
