import type { PrecisionName } from '../../base/precision.ts';
import { voltageTolerance } from '../conventions/deviations.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import type { Level } from '../level.ts';
import { compareNeurons } from '../vectors/compare-neurons.ts';
import type { Divergence } from '../vectors/comparison.ts';
import type { Pair } from './pair.ts';
import type { Place } from './separation.ts';

/** How two answers to an input of neurons agree. */
export interface Agreement {
  readonly level: Level;
  /** The first step in which the spikes differ; A's are the expected ones. */
  readonly spikes?: Divergence;
  /** The first step in which a voltage differs by more than rounding. */
  readonly voltage?: Divergence;
}

/**
 * Compares spikes and voltages. The spike height counts only for `bits`: it is multiplied into the weights when a
 * network is moved.
 */
export function agreementOf(input: NeuronInput, { a, b }: Pair<NeuronOutput>, precision: PrecisionName): Agreement {
  const steps = input.current.length;
  const largest = [a, b]
    .flatMap(({ voltage = [] }) => voltage.flat())
    .reduce((most, v) => Math.max(most, Math.abs(v)), 1);
  const tolerance = { voltage: voltageTolerance[precision] * largest, spikeHeight: Number.POSITIVE_INFINITY };
  const whole = compareNeurons(a, b, steps, tolerance);
  const spikes = compareNeurons(spikesOf(a), spikesOf(b), steps, tolerance).divergence;
  const voltage = whole.divergence?.stage === 'voltage' ? whole.divergence : undefined;
  return { level: whole.level, ...(spikes && { spikes }), ...(voltage && { voltage }) };
}

/** Where two answers first differ, in spikes or in voltages. */
export function placeOfDifference(
  input: NeuronInput,
  answers: Pair<NeuronOutput>,
  precision: PrecisionName,
): Place | undefined {
  const { spikes, voltage } = agreementOf(input, answers, precision);
  const all = [spikes, voltage].flatMap((off) => off ?? []);
  const [first] = all.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0));
  return first?.step === undefined ? undefined : { step: first.step, neuron: first.neuron ?? 0 };
}

/** An answer without voltages. */
export const spikesOf = ({ spikes, spikeHeight }: NeuronOutput): NeuronOutput => ({ spikes, spikeHeight });
