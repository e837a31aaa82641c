import { power } from '../../src/base/elementary.ts';
import { randomStream } from '../../src/base/random.ts';
import type { SeededInput, SeededOutput } from '../../src/conformance/implementation.ts';
import { changedAnswers, changedRequests } from './changed.ts';
import type { Mutant } from './mutant.ts';

const { min, max } = Math;

/** Tuning that is wrong for many neurons, or beyond some rate, time, input or amplitude. */
export const tuningSizeMutants: readonly Mutant[] = [
  ...changedRequests('tuning', {
    'tuning-repeats-after-eight-neurons': [
      'gives the ninth neuron the intercept of the first one',
      ({ intercepts }) => ({ intercepts: intercepts.map((_, n) => intercepts[n % 8] as number) }),
    ],
    'tuning-below-95-percent-of-the-limit': [
      'uses 95 % of 1/τ_ref instead of a higher max rate',
      ({ maxRatesHz, tauRefSeconds: tau }) => ({
        maxRatesHz: maxRatesHz.map((rate) => (rate < 1 / tau ? min(rate, 0.95 / tau) : rate)),
      }),
    ],
    'tuning-with-refractory-times-up-to-10-ms': [
      'uses a τ_ref of at most 10 ms',
      ({ tauRefSeconds }) => ({ tauRefSeconds: min(tauRefSeconds, 0.01) }),
    ],
    'tuning-with-intercepts-up-to-0.95': [
      'uses an intercept of 0.95 instead of one between 0.95 and 1',
      ({ intercepts }) => ({ intercepts: intercepts.map((one) => (one < 1 ? min(one, 0.95) : one)) }),
    ],
    'tuning-of-inputs-up-to-1000': [
      'limits inputs to 1,000',
      ({ inputs }) => ({ inputs: inputs.map((one) => min(one, 1000)) }),
    ],
    'tuning-with-membranes-of-100-us-at-least': [
      'uses a τ_rc of at least 0.1 ms',
      ({ tauRcSeconds: tau }) => ({ tauRcSeconds: tau > 0 ? max(tau, 1e-4) : tau }),
    ],
    'tuning-with-amplitudes-up-to-100': [
      'uses an amplitude of at most 100',
      ({ amplitude }) => ({ amplitude: min(amplitude, 100) }),
    ],
  }),
];

/** Changes the voltages that are drawn from a range. */
const voltages =
  (change: (voltages: readonly number[], low: number, high: number) => readonly number[]) =>
  ({ initialVoltage: drawn }: SeededOutput, { initialVoltage: from }: SeededInput): Partial<SeededOutput> =>
    from.kind === 'uniform' ? { initialVoltage: change(drawn, from.low, from.high) } : {};

/** Draws that are wrong for large seeds, or so slightly wrong that only many draws show it. */
export const seededSizeMutants: readonly Mutant[] = [
  ...changedRequests('seeded', {
    'seed-modulo-a-prime': [
      'uses the remainder of the seed by 2^31 − 1',
      ({ seed }) => ({ seed: seed % (2 ** 31 - 1) }),
    ],
    'seed-in-single-precision': [
      'rounds the seed to a float32 number',
      ({ seed }) => ({ seed: min(Math.fround(seed), 2 ** 53 - 1) }),
    ],
    'seed-hashed-to-11-bits': [
      'uses 11 bits of a hash of the seed',
      ({ seed }) => ({ seed: Math.floor(2 ** 11 * randomStream(String(seed))()) }),
    ],
    'seed-read-backwards': [
      'uses the digits of a seed in reverse order, so 1 and 10 are one seed',
      ({ seed }) => ({ seed: min(Number([...String(seed)].toReversed().join('')), 2 ** 53 - 1) }),
    ],
    'seed-of-32-bits': ['uses the last 32 bits of the seed', ({ seed }) => ({ seed: seed % 2 ** 32 })],
  }),
  ...changedAnswers('seeded', {
    'uniform-to-the-power-of-1.03': [
      'draws u^1.03 instead of u for voltages',
      voltages((all, low, high) => all.map((one) => low + (high - low) * power((one - low) / (high - low), 1.03))),
    ],
    'repeats-after-16384-neurons': [
      'gives neuron 16,384 the voltage of neuron 0, and so on',
      voltages((all) => all.map((_, n) => all[n % 16_384] as number)),
    ],
    'voltages-follow-from-intercepts': [
      'draws a voltage by seven times the random number of the intercept, less its whole part',
      ({ gain, bias, initialVoltage }, { intercepts, initialVoltage: from }) => {
        if (from.kind !== 'uniform' || intercepts.kind !== 'uniform') return { initialVoltage };
        const { low, high } = intercepts;
        const u = gain.map((one, n) => ((1 - (bias[n] as number)) / one - low) / (high - low));
        return { initialVoltage: u.map((one) => from.low + (from.high - from.low) * ((7 * max(one, 0)) % 1)) };
      },
    ],
  }),
];
