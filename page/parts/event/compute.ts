import { exp, expm1 } from '../../../src/base/elementary.ts';
import { phi } from '../../../src/simulator/neuron/events.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** The voltages of a neuron that integrates the current exactly, and of the other one [step], and the factor that makes them equal. */
export interface Compared {
  readonly exact: readonly number[];
  readonly other: readonly number[];
  readonly equalFactor: number;
}

/** Membrane time constant in steps of 1 ms. */
const tauRc = 20;
const shownSteps = 60;
/** The spike in step 0 arrives at the end of this step. */
const delay = 1;

/** Runs both neurons; they differ in what a current of 1 at the start of a step adds to the voltage. Definition: E3. */
export function compareRules({ rule, factor, tau }: Values): Compared {
  const [a, b] = [1 / tauRc, 1 / tau];
  const exactGain = a * exp(-a) * phi(b - a);
  const constant = -expm1(-a); // of a current that is 1 throughout the step
  const held = constant * { start: 1, end: exp(-b), mean: -expm1(-b) / b }[rule as 'start' | 'end' | 'mean'];
  return {
    exact: runNeuron(exactGain, exp(-b)),
    other: runNeuron(factor * held, exp(-b)),
    equalFactor: exactGain / held,
  };
}

/** The voltage after each step of a neuron that receives one event of weight 1. */
function runNeuron(gain: number, decay: number): number[] {
  let [voltage, current] = [0, 0];
  return Array.from({ length: shownSteps }, (_, step) => {
    voltage = exp(-1 / tauRc) * voltage + gain * current;
    current = decay * current + (step === delay ? 1 : 0);
    return voltage;
  });
}

/** Curves closer than this part of the peak are one line on the screen. */
const visible = 0.005;

/** Says by how much the curves differ, and what makes them one. */
export function describeRules({ exact, other, equalFactor }: Compared): string {
  const peak = Math.max(...exact);
  const difference = Math.max(...other) / peak - 1;
  const factor = equalFactor.toFixed(4);
  if (Math.abs(difference) < visible)
    return `The curves coincide: with its weight times ${factor}, the other neuron has the same voltage in every step.`;
  const percent = `${Math.abs(100 * difference).toFixed(1)} % ${difference > 0 ? 'higher' : 'lower'}`;
  return `The other voltage is ${percent}, in every step alike. Turn its weight until the curves coincide.`;
}
