import { defaultLif, lifConstants, spikeHeight, startingLif, stepLif } from '../../../src/simulator/neuron/lif.ts';
import { tune } from '../../../src/simulator/neuron/tuning.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { fields } from './fields.ts';

/** Number of steps of 1 ms. */
export const shownSteps = 100;
/** Steps between two changes of an alternating input. */
const halfSwing = 5;

/** The behavior of a neuron in 100 steps of 1 ms. */
export interface NeuronTrace {
  /** Input current J [step]. */
  readonly currents: readonly number[];
  /** Voltage after the step [step]. */
  readonly voltages: readonly number[];
  /** Steps in which it fired. */
  readonly spikes: readonly number[];
  /** Height of each spike: amplitude/dt. */
  readonly height: number;
}

/** Whether the voltage has a floor at 0. */
export type Floor = 'zero' | 'none';

/** Runs the reference neuron from voltage 0, in float64. */
export function runNeuron(values: ValuesOf<typeof fields>, floor: Floor): NeuronTrace {
  const { gain, bias } = tune({ maxRateHz: values.rate, intercept: values.intercept }, defaultLif);
  const minVoltage = floor === 'none' ? Number.NEGATIVE_INFINITY : 0;
  const constants = lifConstants({ ...defaultLif, minVoltage });
  const currents = Array.from({ length: shownSteps }, (_, step) => gain * inputAt(step, values) + bias);
  const voltages: number[] = [];
  const spikes: number[] = [];
  let neuron = startingLif(0, constants);
  for (const [step, current] of currents.entries()) {
    const next = stepLif(neuron, current, constants);
    if (next.fired) spikes.push(step);
    voltages.push(next.voltage);
    neuron = next;
  }
  const height = spikeHeight(values.amplitude, defaultLif.dtSeconds);
  return { currents, voltages, spikes, height };
}

function inputAt(step: number, { input, swing }: ValuesOf<typeof fields>): number {
  return Math.floor(step / halfSwing) % 2 === 0 ? input - swing : input + swing;
}

/** The neuron with the floor, then without it. */
export function runBoth(values: ValuesOf<typeof fields>): readonly [NeuronTrace, NeuronTrace] {
  return [runNeuron(values, 'zero'), runNeuron(values, 'none')];
}

/** The mean of a current. */
export function meanOf(currents: readonly number[]): number {
  return currents.reduce((sum, current) => sum + current, 0) / currents.length;
}

/** Describes the spikes of both neurons. */
export function describeNeurons([floored, free]: readonly [NeuronTrace, NeuronTrace], amplitude: number): string {
  const height = Number(floored.height.toPrecision(4));
  const isSilent = floored.spikes.length + free.spikes.length === 0;
  const told = isSilent
    ? 'both neurons stay silent'
    : `the neuron with the floor ${tellSpikes(floored)}, the one without ${tellSpikes(free)}`;
  return `The mean current is ${meanOf(floored.currents).toFixed(2)}; the threshold is 1. In 100 ms, ${told}. A spike is ${height} high, on a scale of its own, and 1 ms wide: its area is the amplitude, ${amplitude}.`;
}

/** Says how often a neuron fires. */
export function tellSpikes({ spikes }: NeuronTrace): string {
  return spikes.length === 0 ? 'stays silent' : spikes.length === 1 ? 'fires once' : `fires ${spikes.length} times`;
}
