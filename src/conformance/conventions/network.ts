import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NeuronModel } from '../../simulator/network/effective.ts';
import type { Population } from '../../simulator/neuron/population.ts';
import type { NetworkInput, NetworkOutput } from '../implementation.ts';
import { networkOutput } from '../reference.ts';
import type { Conventions } from './conventions.ts';
import { type Arithmetic, ruleOf } from './rule.ts';
import { resting } from './simulate.ts';
import { type ConventionalNeuron, stepConventional } from './step.ts';

/**
 * Runs networks whose neurons follow given conventions. The weights are per spike: a spike has the height amplitude/dt,
 * whatever height the conventions state.
 */
export function networkUnder(
  conventions: Conventions,
  precision: PrecisionName,
  arithmetic: Arithmetic = 'difference',
): (input: NetworkInput) => NetworkOutput {
  return (input) =>
    networkOutput(input, precisions[precision], {
      neurons: neuronsUnder(conventions, input, precision, arithmetic),
    });
}

interface ConventionalPopulation extends Population {
  readonly neurons: ConventionalNeuron[];
}

function neuronsUnder(
  conventions: Conventions,
  input: NetworkInput,
  precision: PrecisionName,
  arithmetic: Arithmetic,
): NeuronModel {
  const { architecture, ...run } = input;
  const neuron = { ...run, ...architecture.neuron, initialVoltage: [], current: [] };
  const rule = ruleOf(conventions, neuron, precisions[precision], arithmetic);
  const { array } = precisions[precision];
  return {
    start: (initialVoltage): ConventionalPopulation => ({
      neurons: Array.from(initialVoltage, (voltage) => resting(voltage, rule)),
      voltage: array.from(initialVoltage),
      refractorySteps: new Uint32Array(initialVoltage.length),
      firstStepFraction: new array(initialVoltage.length),
    }),
    step: (population, currents, _, spikes) => {
      const { neurons, voltage } = population as ConventionalPopulation;
      for (const [index, before] of neurons.entries()) {
        const after = stepConventional(before, currents[index] as number, rule);
        neurons[index] = after;
        voltage[index] = after.shown;
        spikes[index] = conventions.spikeDelaySteps === 1 ? before.spikes : after.spikes;
      }
    },
  };
}
