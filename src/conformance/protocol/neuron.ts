import { z } from 'zod';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import { list } from './list.ts';
import { finiteNumber, requestNumber } from './number.ts';
import { firstOf, wrongSize } from './size.ts';

/** LIF neurons, each fed with a current. */
export const neuronInput: z.ZodType = z.object({
  dtSeconds: requestNumber,
  tauRcSeconds: requestNumber,
  tauRefSeconds: requestNumber,
  amplitude: requestNumber,
  minVoltage: requestNumber.nullable().describe('Floor of the voltage; null is no floor.'),
  initialVoltage: list(requestNumber).describe('[neuron]'),
  current: list(list(requestNumber)).describe('[step][neuron]'),
  state: z
    .unknown()
    .optional()
    .describe('The state that an earlier answer ended with, to go on from; initialVoltage is then not looked at.'),
});

/** When they fired, and what they send. */
export const neuronOutput: z.ZodType<NeuronOutput> = z.object({
  spikes: list(list(z.int().min(0))).describe(
    '[neuron] → steps in which it fired, ascending, counted from 0; a step twice is two spikes in it',
  ),
  spikeHeight: finiteNumber.describe('What a neuron sends in the step of a spike.'),
  voltage: list(list(finiteNumber)).exactOptional().describe('After each step [step][neuron].'),
  state: z.unknown().exactOptional().describe('Opaque; comes back as the state of a later input.'),
});

/** The fields of the port that go over the wire. */
export function writeNeuronInput(input: NeuronInput): object {
  const { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage, initialVoltage, current, state } = input;
  return { dtSeconds, tauRcSeconds, tauRefSeconds, amplitude, minVoltage, initialVoltage, current, state };
}

/** What of an answer does not fit what was asked. */
export function neuronMisfit(input: NeuronInput, output: NeuronOutput): string | undefined {
  const steps = input.current.length;
  const neurons = input.current[0]?.length ?? input.initialVoltage.length;
  return firstOf([
    () => wrongSize('spikes', output.spikes, [neurons]),
    () => wrongSize('voltage', output.voltage, [steps, neurons]),
    ...output.spikes.map((train, neuron) => () => wrongTrain(`spikes[${neuron}]`, train, steps)),
  ]);
}

function wrongTrain(field: string, train: readonly number[], steps: number): string | undefined {
  const place = train.findIndex((step, index) => step >= steps || step < (train[index - 1] ?? 0));
  if (place === -1) return undefined;
  const guess = train.length === steps && steps > 1 ? ` (is it a count for each of the ${steps} steps?)` : '';
  return `${field}[${place}]: steps from 0 to ${steps - 1} expected, ascending, but ${train[place]} came${guess}`;
}
