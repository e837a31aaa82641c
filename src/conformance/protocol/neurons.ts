import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { NirOutput } from '../implementation.ts';
import { findWrongSizes, firstOf, type WireCapability, wireInput } from './capability.ts';
import { requestNumber } from './fields.ts';
import { outputs } from './outputs.ts';

export const neuronCapability: WireCapability<'neuron'> = {
  ...wireInput({
    dtSeconds: requestNumber,
    tauRcSeconds: requestNumber,
    tauRefSeconds: requestNumber,
    amplitude: requestNumber,
    minVoltage: requestNumber.nullable().describe('Voltage floor; null for none.'),
    initialVoltage: list(requestNumber).describe('[neuron]'),
    current: list(list(requestNumber)).describe('[step][neuron]'),
    state: z
      .unknown()
      .optional()
      .describe('The state of an earlier answer, to continue from; initialVoltage is then ignored.'),
  }),
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
  ...wireInput({
    tauRcSeconds: requestNumber,
    tauRefSeconds: requestNumber,
    amplitude: requestNumber,
    maxRatesHz: list(requestNumber).describe('Firing rate at input 1 [neuron].'),
    intercepts: list(requestNumber).describe('Input above which each neuron fires [neuron].'),
    inputs: list(requestNumber).describe('[point]'),
  }),
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
  ...wireInput({
    dtSeconds: requestNumber,
    tauSeconds: requestNumber,
    signal: list(requestNumber).describe('[step]'),
  }),
  output: outputs.synapse,
  demand: ({ signal }) => ({ steps: signal.length }),
  computed: ['filtered'],
  misfit: ({ signal }, output) => findWrongSizes(output, { filtered: [signal.length] }),
};

const distribution = z.union([
  z.object({ kind: z.literal('choice'), values: list(requestNumber) }),
  z.object({ kind: z.literal('uniform'), low: requestNumber, high: requestNumber }),
]);

/** Neurons drawn from the implementation's own random numbers. */
export const seededCapability: WireCapability<'seeded'> = {
  ...wireInput({
    seed: requestNumber,
    neurons: requestNumber,
    tauRcSeconds: requestNumber,
    tauRefSeconds: requestNumber,
    maxRatesHz: distribution,
    intercepts: distribution,
    initialVoltage: distribution,
  }),
  output: outputs.seeded,
  demand: ({ neurons, seed }) => ({ neurons, seed }),
  computed: [],
  misfit: ({ neurons }, output) =>
    findWrongSizes(output, { gain: [neurons], bias: [neurons], initialVoltage: [neurons] }),
};
