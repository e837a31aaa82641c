import type { NeuronOutput } from '../implementation.ts';
import { firstDifference } from '../spike-trains.ts';
import { areSameNumbers, type Comparison, type Divergence, isNear } from './comparison.ts';
import type { NeuronTolerance } from './vector.ts';

/**
 * Compares the output of neurons. A wrong spike height gives level `none`, because it changes the currents of later
 * neurons; it is the divergence if nothing else deviates. A wrong voltage gives level `steps` at best, and a divergence.
 */
export function compareNeurons(expected: NeuronOutput, got: NeuronOutput, tolerance: NeuronTolerance): Comparison {
  const [voltage, spike] = [voltageOff(expected, got, tolerance.voltage), spikeOff(expected, got)];
  const isSpikeFirst = spike !== undefined && (voltage === undefined || (spike.step ?? 0) < (voltage.step ?? 0));
  const divergence = isSpikeFirst ? spike : voltage;
  if (!isNear(expected.spikeHeight, got.spikeHeight, tolerance.spikeHeight)) {
    const values = { expected: expected.spikeHeight, got: got.spikeHeight, allowed: tolerance.spikeHeight };
    return { level: 'none', divergence: divergence ?? { stage: 'spike height', ...values } };
  }
  if (divergence === undefined) return { level: areSameBits(expected, got) ? 'bits' : 'steps' };
  return { level: spike === undefined ? 'steps' : 'none', divergence };
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

function areSameBits(expected: NeuronOutput, got: NeuronOutput): boolean {
  if (expected.spikeHeight !== got.spikeHeight || expected.voltage === undefined) return false;
  return areSameNumbers(expected.voltage, got.voltage);
}
