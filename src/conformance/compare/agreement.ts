import type { PrecisionName } from '../../base/precision.ts';
import type { NeuronOutput } from '../implementation.ts';
import { compareNeurons, spikeOff } from '../vectors/compare-neurons.ts';
import { type Divergence, voltageTolerance } from '../vectors/comparison.ts';
import type { Pair } from './pair.ts';

export interface Agreement {
  /** Whether all numbers are equal, including voltages and the spike height. */
  readonly isBitIdentical: boolean;
  /** The first step in which the spikes differ; A's are the expected ones. */
  readonly spikes?: Divergence;
  /** The first step in which a voltage differs by more than rounding. */
  readonly voltage?: Divergence;
}

/**
 * Compares spikes and voltages. The spike height is no difference: it is multiplied into the weights when a network is
 * moved.
 */
export function agreementOf({ a, b }: Pair<NeuronOutput>, precision: PrecisionName): Agreement {
  const largest = [a, b]
    .flatMap(({ voltage = [] }) => voltage.flat())
    .reduce((most, v) => Math.max(most, Math.abs(v)), 1);
  const tolerance = { voltage: voltageTolerance[precision] * largest, spikeHeight: Number.POSITIVE_INFINITY };
  const divergence = compareNeurons(a, b, tolerance);
  const spikes = spikeOff(a, b);
  const areShown = a.voltage !== undefined && b.voltage !== undefined;
  return {
    isBitIdentical: areShown && compareNeurons(a, b, { voltage: 0, spikeHeight: 0 }) === undefined,
    ...(spikes && { spikes }),
    ...(divergence?.stage === 'voltage' && { voltage: divergence }),
  };
}

export interface Place {
  readonly step: number;
  readonly neuron: number;
}

/** Where two answers first differ, in spikes or in voltages. */
export function placeOfDifference(answers: Pair<NeuronOutput>, precision: PrecisionName): Place | undefined {
  const { spikes, voltage } = agreementOf(answers, precision);
  const all = [spikes, voltage].flatMap((off) => off ?? []);
  const [first] = all.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0));
  return first?.step === undefined ? undefined : { step: first.step, neuron: first.neuron ?? 0 };
}

/** The largest difference between voltages, relative above 1. */
export function largestVoltageDifference({ a, b }: Pair<NeuronOutput>): number {
  let largest = 0;
  for (const [step, row] of (a.voltage ?? []).entries()) {
    for (const [neuron, voltage] of row.entries()) {
      const difference = Math.abs(voltage - (b.voltage?.[step]?.[neuron] ?? voltage)) / Math.max(1, Math.abs(voltage));
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}
