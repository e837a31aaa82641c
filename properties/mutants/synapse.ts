import { requireAllFinite } from '../../src/base/requirement.ts';
import type { SynapseInput } from '../../src/conformance/implementation.ts';
import { type LowPassConstants, lowPassConstants, stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import type { Mutant } from './mutant.ts';

/** The pieces of a filter. A mutant replaces one of them. */
interface FilterPieces {
  readonly require: (input: SynapseInput) => void;
  readonly constants: (input: SynapseInput) => LowPassConstants;
  readonly start: (signal: readonly number[]) => number;
  readonly step: (filtered: number, input: number, constants: LowPassConstants, step: number) => number;
  /** Values to show, given those before the first step and after each step. */
  readonly show: (values: readonly number[]) => readonly number[];
}

const correct: FilterPieces = {
  require: ({ signal }) => requireAllFinite('signal', signal),
  constants: lowPassConstants,
  start: () => 0,
  step: stepLowPass,
  show: (values) => values.slice(0, -1),
};

/** Mutants of the low-pass filter. */
export const synapseMutants: readonly Mutant[] = [
  {
    ...filteredBy('low-pass-without-lag', { show: (values) => values.slice(1) }),
    difference: 'shows each input in its own step, and declares a lag of one',
  },
  {
    ...filteredBy('low-pass-two-steps-late', { show: (values) => [0, ...values.slice(0, -2)] }),
    difference: 'shows each input two steps late, and declares a lag of one',
  },
  {
    ...filteredBy('low-pass-lag-declared-as-none', {}),
    synapse: (input) => ({ ...filterSignal(input, correct), lagSteps: 0 }),
    difference: 'lags one step, and declares no lag',
  },
  {
    ...filteredBy('low-pass-honest-without-lag', {}),
    synapse: (input) => ({ ...filterSignal(input, { ...correct, show: (values) => values.slice(1) }), lagSteps: 0 }),
    difference: 'shows each input in its own step, and declares no lag',
  },
  {
    ...filteredBy('low-pass-forward-euler', {
      constants: (input) => ({
        ...lowPassConstants(input),
        keep: 1 - input.dtSeconds / input.tauSeconds,
        take: input.dtSeconds / input.tauSeconds,
      }),
    }),
    difference: 'integrates by forward Euler: a = 1 − dt/τ',
  },
  {
    ...filteredBy('low-pass-input-not-scaled', { constants: (input) => ({ ...lowPassConstants(input), take: 1 }) }),
    difference: 'adds the whole input: y ← a · y + x',
  },
  {
    ...filteredBy('low-pass-impulse-of-one-over-tau', {
      constants: (input) => ({ ...lowPassConstants(input), take: input.dtSeconds / input.tauSeconds }),
    }),
    difference: 'adds dt/τ of the input and keeps e^(−dt/τ), so constants come out too large',
  },
  {
    ...filteredBy('low-pass-starts-at-input', { start: ([first]) => first ?? 0 }),
    difference: 'starts at the first input',
  },
  {
    ...filteredBy('low-pass-lets-nan-through', { require: () => {} }),
    difference: 'accepts signals that are not numbers',
  },
  {
    ...filteredBy('low-pass-squares', { step: (y, x, constants) => stepLowPass(y, x * Math.abs(x), constants) }),
    difference: 'filters the square of the signal, so a spike of twice the amplitude counts four times',
  },
  {
    ...filteredBy('low-pass-rectifies', { step: (y, x, constants) => stepLowPass(y, Math.max(x, 0), constants) }),
    difference: 'filters only values above 0',
  },
  {
    ...filteredBy('low-pass-warms-up', {
      step: (y, x, constants, step) => stepLowPass(y, step === 0 ? x / 2 : x, constants),
    }),
    difference: 'uses only half of the first input of a run',
  },
  {
    ...filteredBy('low-pass-overshoots', {
      show: (values) => values.slice(0, -1).map((value, step) => value + (value - (values[step - 1] ?? 0)) / 4),
    }),
    difference: 'adds a quarter of the last change to the value',
  },
  {
    ...filteredBy('low-pass-passes-tau-zero', {}),
    synapse: (input) =>
      input.tauSeconds <= 0 ? { filtered: input.signal, lagSteps: 1 } : filterSignal(input, correct),
    difference: 'passes the signal unchanged if τ is 0 or below',
  },
  {
    ...filteredBy('low-pass-accepts-no-step', {}),
    synapse: (input) =>
      input.dtSeconds <= 0 ? { filtered: input.signal.map(() => 0), lagSteps: 1 } : filterSignal(input, correct),
    difference: 'gives 0 for time steps of 0 or below instead of refusing them',
  },
  {
    ...filteredBy('low-pass-assumes-a-millisecond', {
      constants: (input) => lowPassConstants(input.dtSeconds > 0 ? { ...input, dtSeconds: 0.001 } : input),
    }),
    difference: 'treats every time step as 1 ms',
  },
  lowPassThatRemembers(),
];

/** Starts where the last signal with the same time step and time constant ended. */
function lowPassThatRemembers(): Mutant {
  const ends = new Map<string, number>();
  return {
    name: 'low-pass-starts-where-it-ended',
    difference: 'starts where the last run ended, because its state is not reset',
    precision: 'float64',
    synapse: (input) => {
      const key = `${input.dtSeconds} ${input.tauSeconds}`;
      const output = filterSignal(input, { ...correct, start: () => ends.get(key) ?? 0 });
      ends.set(key, output.filtered.at(-1) ?? 0);
      return output;
    },
  };
}

function filteredBy(name: string, change: Partial<FilterPieces>): Mutant {
  const pieces = { ...correct, ...change };
  return { name, precision: 'float64', difference: '', synapse: (input) => filterSignal(input, pieces) };
}

function filterSignal(input: SynapseInput, { require, constants, start, step, show }: FilterPieces) {
  require(input);
  const numbers = constants(input);
  const values = [start(input.signal)];
  for (const [index, x] of input.signal.entries()) values.push(step(values.at(-1) as number, x, numbers, index));
  return { filtered: show(values), lagSteps: 1 };
}
