import { defaultLif, lifConstants, startingLif, stepLif } from '../../../src/simulator/neuron/lif.ts';
import { rateHz } from '../../../src/simulator/neuron/rate.ts';
import { type Tuning, tune } from '../../../src/simulator/neuron/tuning.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { fields } from './fields.ts';

/** The range of inputs. */
export const inputRange = { from: -1, to: 4 } as const;
/** Seconds for which spikes are counted. */
export const countedSeconds = 1;
/** Upper bound of every rate: one over the refractory period. */
export const ceilingHz = 1 / defaultLif.tauRefSeconds;

/** A tuning curve by formula and by counting spikes. */
export interface TuningCurve {
  readonly tuning: Tuning;
  /** Input and rate by the formula [point]. */
  readonly formula: readonly (readonly [number, number])[];
  /** Input and spikes in one second [point]. */
  readonly counted: readonly (readonly [number, number])[];
  readonly atInput: { readonly rateHz: number; readonly counted: number };
  readonly atOneHz: number;
}

/** Computes the tuning curve of a neuron. */
export function tuneNeuron({ rate, intercept, input }: ValuesOf<typeof fields>): TuningCurve {
  const tuning = tune({ maxRateHz: rate, intercept }, defaultLif);
  const rateAt = (x: number) => rateHz(tuning.gain * x + tuning.bias, defaultLif);
  const many = Array.from(
    { length: 251 },
    (_, index) => inputRange.from + (index / 250) * (inputRange.to - inputRange.from),
  );
  const few = Array.from({ length: 11 }, (_, index) => inputRange.from + index / 2);
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
  let neuron = startingLif(0, constants);
  let count = 0;
  for (let step = 0; step < countedSeconds / defaultLif.dtSeconds; step++) {
    const next = stepLif(neuron, current, constants);
    if (next.fired) count++;
    neuron = next;
  }
  return count;
}

/** Describes the rate at the chosen input. */
export function describeTuning({ atInput }: TuningCurve, { input, rate, intercept }: ValuesOf<typeof fields>): string {
  if (input <= intercept)
    return `At input ${input} the neuron is silent: it fires only above its intercept, ${intercept}.`;
  const beyond = input > 1 && atInput.rateHz > rate ? `, more than its “maximum” of ${rate} Hz` : '';
  return `At input ${input} it fires at ${Number(atInput.rateHz.toPrecision(4))} Hz by the formula; ${atInput.counted} spikes were counted in one second${beyond}.`;
}
