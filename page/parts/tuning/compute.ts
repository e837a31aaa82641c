import { defaultLif, lifConstants, restingLif, stepLif } from '../../../src/simulator/neuron/lif.ts';
import { rateHz } from '../../../src/simulator/neuron/rate.ts';
import { type Tuning, tune } from '../../../src/simulator/neuron/tuning.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { fields } from './fields.ts';

/** The smallest and the largest input that is shown. */
export const inputs = { from: -1, to: 4 } as const;
/** Seconds for which spikes are counted. */
export const countedSeconds = 1;
/** No neuron fires faster: one over the time of rest after a spike. */
export const ceilingHz = 1 / defaultLif.tauRefSeconds;

/** A tuning curve: the formula, and spikes that were counted. */
export interface TuningCurve {
  readonly tuning: Tuning;
  /** [point] of input and rate by the formula. */
  readonly formula: readonly (readonly [number, number])[];
  /** [point] of input and spikes in one second. */
  readonly counted: readonly (readonly [number, number])[];
  readonly atInput: { readonly rateHz: number; readonly counted: number };
  readonly atOneHz: number;
}

/** Tunes the neuron, evaluates its rate and counts its spikes. */
export function tuneNeuron({ rate, intercept, input }: ValuesOf<typeof fields>): TuningCurve {
  const tuning = tune({ maxRateHz: rate, intercept }, defaultLif);
  const rateAt = (x: number) => rateHz(tuning.gain * x + tuning.bias, defaultLif);
  const many = Array.from({ length: 251 }, (_, index) => inputs.from + (index / 250) * (inputs.to - inputs.from));
  const few = Array.from({ length: 11 }, (_, index) => inputs.from + index / 2);
  return {
    tuning,
    formula: many.map((x) => [x, rateAt(x)]),
    counted: few.map((x) => [x, countSpikes(tuning, x)]),
    atInput: { rateHz: rateAt(input), counted: countSpikes(tuning, input) },
    atOneHz: rateAt(1),
  };
}

function countSpikes({ gain, bias }: Tuning, x: number): number {
  const constants = lifConstants(defaultLif);
  const current = gain * x + bias;
  let neuron = restingLif(0, constants);
  let count = 0;
  for (let step = 0; step < countedSeconds / defaultLif.dtSeconds; step++) {
    const next = stepLif(neuron, current, constants);
    if (next.fired) count++;
    neuron = next;
  }
  return count;
}

/** What is to be seen, in a sentence. */
export function describe({ atInput }: TuningCurve, { input, rate, intercept }: ValuesOf<typeof fields>): string {
  if (input <= intercept)
    return `At input ${input} the neuron is silent: it fires only above its intercept, ${intercept}.`;
  const beyond = input > 1 && atInput.rateHz > rate ? `, more than its “maximum” of ${rate} Hz` : '';
  return `At input ${input} it fires at ${Number(atInput.rateHz.toPrecision(4))} Hz by the formula; counted: ${atInput.counted} spikes in a second${beyond}.`;
}
