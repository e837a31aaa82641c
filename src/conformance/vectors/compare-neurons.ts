import type { NeuronOutput } from '../implementation.ts';
import { firstDifference } from '../spike-trains.ts';
import { type Divergence, firstOff, isNear } from './comparison.ts';
import type { NeuronTolerance } from './vector.ts';

/** Compares the output of neurons: the first wrong spike or voltage; if there is none, the spike height. */
export function compareNeurons(
  expected: NeuronOutput,
  got: NeuronOutput,
  tolerance: NeuronTolerance,
): Divergence | undefined {
  const [voltage, spike] = [voltageOff(expected, got, tolerance.voltage), spikeOff(expected, got)];
  const isSpikeFirst = spike !== undefined && (voltage === undefined || (spike.step ?? 0) < (voltage.step ?? 0));
  const height = firstOff('spike height', expected.spikeHeight, got.spikeHeight, tolerance.spikeHeight);
  return (isSpikeFirst ? spike : voltage) ?? height;
}

function voltageOff(expected: NeuronOutput, got: NeuronOutput, tolerance: number): Divergence | undefined {
  if (got.voltage === undefined) return undefined;
  for (const [step, voltages] of (expected.voltage ?? []).entries()) {
    const neuron = voltages.findIndex((voltage, index) => !isNear(voltage, got.voltage?.[step]?.[index], tolerance));
    if (neuron >= 0) {
      const values = { expected: voltages[neuron], got: got.voltage[step]?.[neuron], allowed: tolerance };
      return { stage: 'voltage', step, neuron, ...values };
    }
  }
  return undefined;
}

/** The first spike that differs. */
export function spikeOff(expected: NeuronOutput, got: NeuronOutput): Divergence | undefined {
  const [earliest] = expected.spikes
    .map((train, neuron) => ({ neuron, step: firstDifference(train, got.spikes[neuron] ?? []) ?? Infinity }))
    .filter(({ step }) => step < Infinity)
    .toSorted((a, b) => a.step - b.step);
  if (earliest === undefined) {
    const [due, came] = [expected.spikes.length, got.spikes.length];
    return due === came ? undefined : { stage: 'spikes', expected: `${due} trains`, got: `${came} trains` };
  }
  const { neuron, step } = earliest;
  return { stage: 'spikes', step, neuron, expected: expected.spikes[neuron], got: got.spikes[neuron] };
}
