import { requireAllFinite } from '../../src/base/requirement.ts';
import type { SynapseInput } from '../../src/conformance/implementation.ts';
import { type LowPassConstants, lowPassConstants, stepLowPass } from '../../src/simulator/synapse/low-pass.ts';
import { changedAnswers, changedRequests, remembering } from './changed.ts';
import { describeMutant, type Mutant } from './mutant.ts';

/** The pieces of a filter. A mutant replaces one of them. */
interface FilterPieces {
  readonly constants: (input: SynapseInput) => LowPassConstants;
  readonly start: (signal: readonly number[]) => number;
  readonly step: (filtered: number, input: number, constants: LowPassConstants, step: number) => number;
  /** Values to return, given those before the first step and after each step. */
  readonly show: (values: readonly number[]) => readonly number[];
}

const correct: FilterPieces = {
  constants: lowPassConstants,
  start: () => 0,
  step: stepLowPass,
  show: (values) => values.slice(0, -1),
};

export const synapseMutants: readonly Mutant[] = [
  filteredBy('low-pass-without-lag', 'shows each input in its own step, and declares a lag of one', {
    show: (values) => values.slice(1),
  }),
  {
    ...filteredBy('low-pass-lag-declared-as-none', 'lags one step, and declares no lag', {}),
    synapse: (input) => ({ ...filterSignal(input, correct), lagSteps: 0 }),
  },
  {
    ...filteredBy('low-pass-honest-without-lag', 'shows each input in its own step, and declares no lag', {}),
    synapse: (input) => ({ ...filterSignal(input, { ...correct, show: (values) => values.slice(1) }), lagSteps: 0 }),
  },
  filteredBy('low-pass-forward-euler', 'integrates by forward Euler: a = 1 − dt/τ', {
    constants: (input) => ({
      ...lowPassConstants(input),
      keep: 1 - input.dtSeconds / input.tauSeconds,
      take: input.dtSeconds / input.tauSeconds,
    }),
  }),
  filteredBy('low-pass-input-not-scaled', 'adds the whole input: y ← a · y + x', {
    constants: (input) => ({ ...lowPassConstants(input), take: 1 }),
  }),
  filteredBy('low-pass-starts-at-input', 'starts at the first input', { start: ([first]) => first ?? 0 }),
  filteredBy(
    'low-pass-squares',
    'filters the square of the signal, so a spike of twice the amplitude counts four times',
    { step: (y, x, constants) => stepLowPass(y, x * Math.abs(x), constants) },
  ),
  filteredBy('low-pass-assumes-a-millisecond', 'treats every time step as 1 ms', {
    constants: (input) => lowPassConstants(input.dtSeconds > 0 ? { ...input, dtSeconds: 0.001 } : input),
  }),
  lowPassThatRemembers(),
  filteredBy(
    'low-pass-passes-if-tau-is-short',
    'passes the signal, one step late, if τ is a tenth of a step or shorter',
    {
      constants: (input) => ({
        ...lowPassConstants(input),
        ...(input.dtSeconds >= 10 * input.tauSeconds && { keep: 0, take: 1 }),
      }),
    },
  ),
  lowPassOfShortPauses(),
];

/** Decays only when an input arrives, by a power of a whose exponent is one byte. */
function lowPassOfShortPauses(): Mutant {
  let [pause, loud] = [0, 0];
  return filteredBy('low-pass-counts-silent-steps-in-a-byte', 'forgets every 256 silent steps', {
    step: (y, x, constants, step) => {
      const next = stepLowPass(y, x, constants);
      pause = step > 0 && x === 0 ? pause + 1 : 0;
      if (pause === 0) loud = next;
      return pause % 256 === 0 ? loud : next;
    },
  });
}

/** Starts where the last signal with the same step length and time constant ended. */
function lowPassThatRemembers(): Mutant {
  const ends = new Map<string, number>();
  return {
    name: 'low-pass-starts-where-it-ended',
    difference: 'starts where the last run ended, because its state is not reset',
    precision: 'float64',
    anew: lowPassThatRemembers,
    synapse: (input) => {
      const key = `${input.dtSeconds} ${input.tauSeconds}`;
      const output = filterSignal(input, { ...correct, start: () => ends.get(key) ?? 0 });
      ends.set(key, output.filtered.at(-1) ?? 0);
      return output;
    },
  };
}

function filteredBy(name: string, difference: string, change: Partial<FilterPieces>, cites?: string): Mutant {
  const pieces = { ...correct, ...change };
  return { ...describeMutant(name, difference, cites), synapse: (input) => filterSignal(input, pieces) };
}

function filterSignal(input: SynapseInput, { constants, start, step, show }: FilterPieces) {
  requireAllFinite('signal', input.signal);
  const numbers = constants(input);
  const values = [start(input.signal)];
  for (const [index, x] of input.signal.entries()) values.push(step(values.at(-1) as number, x, numbers, index));
  return { filtered: show(values), lagSteps: 1 };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Filters that are wrong beyond some τ, step or length. */
export const synapseSizeMutants: readonly Mutant[] = [
  ...changedRequests('synapse', {
    'low-pass-of-two-steps-at-least': [
      'uses a τ of two steps instead of a shorter one',
      ({ dtSeconds, tauSeconds: tau }) => ({
        tauSeconds: tau > 0 && dtSeconds > 0 ? Math.max(tau, 2 * dtSeconds) : tau,
      }),
    ],
    'low-pass-of-1500-steps-at-most': [
      'uses a τ of 1,500 steps instead of a longer one',
      ({ dtSeconds, tauSeconds: tau }) => ({ tauSeconds: dtSeconds > 0 ? Math.min(tau, 1500 * dtSeconds) : tau }),
    ],
    'low-pass-of-signals-up-to-a-million': [
      'limits signals to a million',
      ({ signal }) => ({ signal: signal.map((x) => Math.min(x, 1e6)) }),
    ],
    'low-pass-of-32-bit-integers': [
      'keeps signals of whole numbers as 32-bit integers',
      ({ signal }) => ({ signal: signal.every(Number.isInteger) ? Array.from(Int32Array.from(signal)) : signal }),
    ],
    'low-pass-deaf-after-1000-steps': [
      'receives 0 after 1,000 steps',
      ({ signal }) => ({ signal: signal.map((x, step) => (step < 1000 ? x : 0)) }),
    ],
    'low-pass-of-whole-steps': [
      'rounds a τ above two steps to whole steps',
      ({ dtSeconds: dt, tauSeconds: tau }) => ({ tauSeconds: tau > 2 * dt ? Math.round(tau / dt) * dt : tau }),
    ],
  }),
  ...changedAnswers('synapse', {
    'low-pass-knows-signals-by-their-sum': [
      'answers as it did to another signal of the same length, ends and sum',
      remembering(({ signal, ...times }) => [times, signal.length, signal[0], signal.at(-1), sumOf(signal)]),
    ],
  }),
];
