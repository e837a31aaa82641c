import { eventCoefficients, followEvents } from '../../../src/conformance/choices/events-run.ts';
import type { ValuesOf } from '../../frame/fields.ts';
import type { fields } from './fields.ts';

type Values = ValuesOf<typeof fields>;

/** A neuron that receives one event through an exponential current, which is too weak to make it fire. */
const inputOf = (tau: number, factor: number) => ({
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  refractorySteps: 0,
  minVoltage: Number.NEGATIVE_INFINITY,
  initialVoltage: [0],
  receptors: [{ kind: 'exponential' as const, tauSeconds: tau / 1000 }],
  sources: [[0]],
  connections: [{ source: 0, target: 0, receptor: 0, weight: factor, delaySteps: 1 }],
  steps: 60,
});

/** The voltages of a neuron that integrates the current exactly, and of the other one [step], and the factor that makes them equal. */
export interface Compared {
  readonly exact: readonly number[];
  readonly other: readonly number[];
  readonly equalFactor: number;
}

/** Runs both neurons; definition: E3. */
export function compareRules({ rule, factor, tau }: Values): Compared {
  const run = (chosen: Readonly<Record<string, string>>, times: number) =>
    [...followEvents(chosen, inputOf(tau, times), 'float64')].map(([neuron]) => neuron?.voltage.value ?? 0);
  const input = inputOf(tau, 1);
  const [exact, held] = [{}, { currentInStep: rule }].map(
    (chosen) => eventCoefficients(chosen, input.receptors[0] as (typeof input.receptors)[number], input).gain,
  ) as [number, number];
  return { exact: run({}, 1), other: run({ currentInStep: rule }, factor), equalFactor: exact / held };
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
