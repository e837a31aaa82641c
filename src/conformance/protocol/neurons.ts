import type { NirOutput } from '../implementation.ts';
import { findWrongSizes, firstOf, type WireCapability, wireInput } from './capability.ts';
import { inputs } from './inputs.ts';
import { outputs } from './outputs.ts';

export const neuronCapability: WireCapability<'neuron'> = {
  ...wireInput(inputs.neuron.shape),
  output: outputs.neuron,
  demand: ({ initialVoltage, current }) => ({ neurons: initialVoltage.length, steps: current.length }),
  computed: ['spikeHeight', 'voltage'],
  misfit: ({ initialVoltage, current }, output) =>
    findWrongRun(output, current[0]?.length ?? initialVoltage.length, current.length),
};

/** The first list of the wrong length, or the first spike train with a step that is not in the run, or not ascending. */
export function findWrongRun(output: NirOutput, neurons: number, steps: number): string | undefined {
  return (
    findWrongSizes(output, { spikes: [neurons], voltage: [steps, neurons] }) ??
    firstOf(output.spikes, (train, neuron) => findWrongSpike(`spikes[${neuron}]`, train, steps))
  );
}

function findWrongSpike(field: string, train: readonly number[], steps: number): string | undefined {
  const index = train.findIndex((step, spike) => step >= steps || step < (train[spike - 1] ?? 0));
  if (index === -1) return undefined;
  const guess =
    train.length === steps && steps > 1 ? `; does the list contain a count for each of the ${steps} steps?` : '';
  return `${field}[${index}]: expected ascending steps from 0 to ${steps - 1}, but got ${train[index]}${guess}`;
}

export const tuningCapability: WireCapability<'tuning'> = {
  ...wireInput(inputs.tuning.shape),
  output: outputs.tuning,
  demand: ({ maxRatesHz: { length: neurons }, inputs }) => ({ neurons, values: 2 * neurons * inputs.length }),
  computed: [],
  misfit: ({ maxRatesHz: { length: neurons }, inputs: { length: points } }, output) =>
    findWrongSizes(output, {
      ...{ gain: [neurons], bias: [neurons] },
      ...{ ratesHz: [points, neurons], outputs: [points, neurons] },
    }),
};

export const synapseCapability: WireCapability<'synapse'> = {
  ...wireInput(inputs.synapse.shape),
  output: outputs.synapse,
  demand: ({ signal }) => ({ steps: signal.length }),
  computed: ['filtered'],
  misfit: ({ signal }, output) => findWrongSizes(output, { filtered: [signal.length] }),
};

/** Neurons drawn from the implementation's own random numbers. */
export const seededCapability: WireCapability<'seeded'> = {
  ...wireInput(inputs.seeded.shape),
  output: outputs.seeded,
  demand: ({ neurons, seed }) => ({ neurons, seed }),
  computed: [],
  misfit: ({ neurons }, output) =>
    findWrongSizes(output, { gain: [neurons], bias: [neurons], initialVoltage: [neurons] }),
};
