import { requireAllFinite, requirePositive } from '../../src/base/requirement.ts';
import type { TuningInput, TuningOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { rateHz } from '../../src/simulator/neuron/rate.ts';
import { type Response, type Tuning, tune } from '../../src/simulator/neuron/tuning.ts';
import { changedAnswers } from './changed.ts';
import { describeMutant, type Mutant } from './mutant.ts';

/** The pieces of tuning. A mutant replaces one of them. */
interface TuningPieces {
  readonly tune: (response: Response, input: TuningInput) => Tuning;
  readonly rateHz: (current: number, input: TuningInput) => number;
  /** Output at a rate. */
  readonly send: (rateHz: number, input: TuningInput) => number;
}

const correct: TuningPieces = {
  tune,
  rateHz,
  send: (rate, { amplitude }) => amplitude * rate,
};

export const tuningMutants: readonly Mutant[] = [
  tunedBy(
    'amplitude-ignored-in-rate-model',
    'sends the firing rate at every amplitude',
    { send: (rate) => rate },
    'nengo#1390',
  ),
  tunedBy(
    'amplitude-in-gain',
    'multiplies the gain by the amplitude',
    {
      tune: (response, input) => {
        const { gain, bias } = tune(response, input);
        return { gain: gain * input.amplitude, bias };
      },
    },
    'nengo#1325',
  ),
  tunedBy('max-rate-is-the-most', 'never fires faster than the max rate', {
    rateHz: (current, input) => Math.min(rateHz(current, input), Math.max(...input.maxRatesHz)),
  }),
  tunedBy(
    'max-rate-at-infinity',
    'approaches its max rate only at very large inputs: its period at input 1 is 1/max rate + τ_ref',
    {
      tune: ({ maxRateHz, intercept }, input) =>
        tune({ maxRateHz: maxRateHz / (1 + input.tauRefSeconds * maxRateHz), intercept }, input),
    },
  ),
  tunedBy('intercept-negated', 'has the wrong sign of gain · intercept in the bias', {
    tune: ({ maxRateHz, intercept }, input) => {
      const { gain, bias } = tune({ maxRateHz, intercept }, input);
      return { gain, bias: 2 - bias };
    },
  }),
  tunedBy('fires-at-intercept', 'fires, slowly, at a current of exactly 1', {
    rateHz: (current, input) => (current === 1 ? rateHz(1 + Number.EPSILON, input) : rateHz(current, input)),
  }),
  tunedBy('fires-below-intercept', 'has a bias a millionth too large, so it fires just below its intercept', {
    tune: (response, input) => {
      const { gain, bias } = tune(response, input);
      return { gain, bias: bias + 1e-6 };
    },
  }),
  tunedBy('refractory-ignored-in-rate', 'computes the rate of a neuron that is never refractory', {
    rateHz: (current, input) => rateHz(current, { ...input, tauRefSeconds: 0 }),
  }),
  tunedBy('rates-of-absolute-current', 'fires under strong inhibition as it does under excitation', {
    rateHz: (current, input) => rateHz(Math.abs(current), input),
  }),
  ...changedAnswers('tuning', {
    'tunes-in-tiles-of-64-inputs': [
      'repeats the tile before for the inputs of an incomplete last tile of 64',
      ({ ratesHz }) => ({
        ratesHz: ratesHz.map((rates, x) => ratesHz[isInLastTile(x, ratesHz) ? x - 64 : x] ?? rates),
      }),
    ],
  }),
];

const isInLastTile = (point: number, { length }: readonly unknown[]) => point >= 64 && point >= length - (length % 64);

function tunedBy(name: string, difference: string, change: Partial<TuningPieces>, cites?: string): Mutant {
  const pieces = { ...correct, ...change };
  const { neuron } = reference('float64');
  return {
    ...describeMutant(name, difference, cites),
    ...(neuron && { neuron }),
    tuning: (input) => assemble(input, pieces),
  };
}

function assemble(input: TuningInput, pieces: TuningPieces): TuningOutput {
  requirePositive('amplitude', input.amplitude);
  requireAllFinite('inputs', input.inputs);
  const tunings = input.maxRatesHz.map((maxRateHz, neuron) =>
    pieces.tune({ maxRateHz, intercept: input.intercepts[neuron] ?? Number.NaN }, input),
  );
  const ratesHz = input.inputs.map((x) => tunings.map(({ gain, bias }) => pieces.rateHz(gain * x + bias, input)));
  return {
    gain: tunings.map(({ gain }) => gain),
    bias: tunings.map(({ bias }) => bias),
    ratesHz,
    outputs: ratesHz.map((rates) => rates.map((rate) => pieces.send(rate, input))),
  };
}
