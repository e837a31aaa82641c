import { defaultLif, lifConstants, spikeHeight, startingLif, stepLif } from '../../../src/simulator/neuron/lif.ts';
import { rateHz } from '../../../src/simulator/neuron/rate.ts';
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
  /** Rate for the mean current, hertz. */
  readonly rateOfMeanHz: number;
}

/** Runs the reference neuron from voltage 0, in float64. */
export function runNeuron(values: ValuesOf<typeof fields>): NeuronTrace {
  const { gain, bias } = tune({ maxRateHz: values.rate, intercept: values.intercept }, defaultLif);
  const minVoltage = values.floor === 'none' ? Number.NEGATIVE_INFINITY : 0;
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
  return { currents, voltages, spikes, height, rateOfMeanHz: rateHz(gain * values.input + bias, defaultLif) };
}

function inputAt(step: number, { input, swing }: ValuesOf<typeof fields>): number {
  return Math.floor(step / halfSwing) % 2 === 0 ? input - swing : input + swing;
}

/** Describes the spikes. */
export function describeNeuron({ spikes, height }: NeuronTrace, { amplitude }: ValuesOf<typeof fields>): string {
  if (spikes.length === 0) return 'The neuron stays silent for all 100 ms.';
  const times = spikes.slice(0, 4).map((step) => `${step + 1}`);
  const more = spikes.length > times.length ? ' …' : '';
  const count = spikes.length === 1 ? '1 spike' : `${spikes.length} spikes`;
  return `${count} in 100 ms, at ${times.join(', ')}${more} ms. Each is ${Number(height.toPrecision(4))} high and 1 ms wide: its area is the amplitude, ${amplitude}.`;
}
