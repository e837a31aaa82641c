import type { VectorCase, VectorPair } from '../../../../properties/vectors/description.ts';
import type { TuningInput } from '../../../../src/conformance/implementation.ts';

const tutorial: TuningInput = {
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 0.01,
  maxRatesHz: [100],
  intercepts: [0],
  inputs: [-1, 0, 0.25, 0.5, 1, 2, 10, 255],
};

/** The inputs of tuning vectors. They avoid intercepts other than 0, at which rounding would decide. */
export const tuningCases: readonly VectorCase<TuningInput>[] = [
  { id: 'tutorial', claim: 'C2', title: 'has gain 2.03, bias 1 and 100 Hz at input 1', input: tutorial },
  {
    id: 'one-rate-for-all',
    claim: 'C1',
    title: 'fires at 100 Hz for input 1 with any intercept if 100 is the only max rate',
    input: {
      ...tutorial,
      maxRatesHz: [100, 100, 100, 100, 100],
      intercepts: [-1, -0.5, 0, 0.3, 0.9],
      inputs: [-0.8, 0.4, 1, 1.5],
    },
  },
  {
    id: 'beyond-the-max-rate',
    claim: 'C2',
    title: 'fires faster than its max rate above input 1 and never faster than 500 Hz',
    input: { ...tutorial, amplitude: 1, inputs: [1, 1.25, 2, 4, 16, 64, 255, 10_000] },
  },
  {
    id: 'at-intercept-zero',
    claim: 'C3',
    title: 'is silent up to input 0 with intercept 0 and any max rate',
    input: {
      ...tutorial,
      maxRatesHz: [10, 50, 100, 200, 400],
      intercepts: [0, 0, 0, 0, 0],
      inputs: [-255, -1, -0.01, 0, 0.01, 1],
    },
  },
  ...[0.02, 0.05, 0.1, 0.2, 0.5, 1, 2].map(
    (amplitude): VectorCase<TuningInput> => ({
      id: `amplitude-${amplitude}`,
      claim: 'C4',
      title: `sends ${amplitude} times its rate`,
      input: { ...tutorial, amplitude },
    }),
  ),
  ...[
    [200, -1],
    [400, 0.9],
    [250, -0.5],
    [317.3, 0.37],
    [499, 0],
    [10, 0],
    [20, 0.5],
  ].map(
    ([maxRateHz, intercept]): VectorCase<TuningInput> => ({
      id: `${maxRateHz}-hz-from-${String(intercept).replace('-', 'minus-')}`,
      clause: 'rate',
      title: `fires above input ${intercept}, and at ${maxRateHz} Hz for input 1`,
      input: {
        ...tutorial,
        amplitude: 1,
        maxRatesHz: [maxRateHz as number],
        intercepts: [intercept as number],
        inputs: [-2, -0.7, 0.95, 1, 2, 10],
      },
    }),
  ),
  {
    id: 'never-refractory',
    clause: 'rate',
    title: 'has no largest rate without a refractory period',
    input: { ...tutorial, tauRefSeconds: 0, maxRatesHz: [100, 1000], intercepts: [0, -2], inputs: [-1, 0.5, 1, 255] },
  },
  ...(
    [
      [0.005, 0.002],
      [0.05, 0.002],
      [0.01, 0.001],
      [0.1, 0.004],
    ] as const
  ).map(
    ([tauRcSeconds, tauRefSeconds]): VectorCase<TuningInput> => ({
      id: `membrane-${tauRcSeconds * 1000}-ms`,
      clause: 'rate',
      title: `is tuned with a membrane time constant of ${tauRcSeconds * 1000} ms and a refractory period of ${tauRefSeconds * 1000} ms`,
      input: { ...tutorial, tauRcSeconds, tauRefSeconds, maxRatesHz: [100, 33], intercepts: [0.3, -0.7] },
    }),
  ),
  {
    id: 'forty-inputs',
    claim: 'C2',
    title: 'fires at its rate for each of 40 inputs, from an intercept of 0.97',
    input: { ...tutorial, intercepts: [0.97], inputs: Array.from({ length: 40 }, (_, point) => point / 32 + 0.01) },
  },
  {
    id: 'fifty-neurons',
    claim: 'C2',
    title: 'tunes each of 50 neurons to its own max rate and intercept',
    input: {
      ...tutorial,
      maxRatesHz: Array.from({ length: 50 }, (_, neuron) => 20 + 9 * neuron),
      intercepts: Array.from({ length: 50 }, (_, neuron) => ((7 * neuron) % 50) / 32 - 0.75),
      inputs: [-0.51, 0.3, 1],
    },
  },
];

const felt = ['gain', 'bias', 'ratesHz'];

/** Pairs of tuned neurons. */
export const tuningPairs: readonly VectorPair<TuningInput>[] = [
  {
    id: 'gauge-twice-the-amplitude',
    claim: 'C4',
    title: 'sends twice as much at twice the amplitude, with equal tuning',
    input: tutorial,
    secondInput: { ...tutorial, amplitude: 0.02 },
    expected: { same: felt, times: { factor: 2, fields: ['outputs'] } },
  },
  {
    id: 'gauge-doubled-second-layer',
    claim: 'C10',
    title: 'doubles the output of a second layer for the same input, so an input of 1 becomes 2',
    input: { ...tutorial, maxRatesHz: [200, 300, 400], intercepts: [-0.5, 0.1, 0.7], inputs: [-1, -0.2, 0.5, 1] },
    secondInput: {
      ...{ ...tutorial, amplitude: 0.02 },
      ...{ maxRatesHz: [200, 300, 400], intercepts: [-0.5, 0.1, 0.7], inputs: [-1, -0.2, 0.5, 1] },
    },
    expected: { same: felt, times: { factor: 2, fields: ['outputs'] } },
  },
  {
    id: 'gauge-fifty-times-the-amplitude',
    claim: 'C4',
    title: 'sends fifty times as much at 0.5 as at 0.01, up to rounding',
    input: tutorial,
    secondInput: { ...tutorial, amplitude: 0.5 },
    expected: { same: felt, times: { factor: 50, fields: ['outputs'] } },
    roundings: 4,
  },
  {
    id: 'gauge-same-amplitude',
    claim: 'C7',
    title: 'gives equal outputs at the same amplitude',
    input: tutorial,
    secondInput: tutorial,
    expected: { same: [...felt, 'outputs'] },
  },
];

/** Invalid inputs. */
export const refusedTunings: readonly Pick<VectorCase<TuningInput>, 'id' | 'title' | 'input'>[] = [
  {
    id: 'refuses-max-rate-at-the-limit',
    title: 'has a max rate of 1/τ_ref',
    input: { ...tutorial, maxRatesHz: [500] },
  },
  {
    id: 'refuses-max-rate-beyond-the-limit',
    title: 'has a max rate above 1/τ_ref',
    input: { ...tutorial, maxRatesHz: [600] },
  },
  { id: 'refuses-intercept-of-one', title: 'has an intercept of 1', input: { ...tutorial, intercepts: [1] } },
  { id: 'refuses-no-amplitude', title: 'has no amplitude', input: { ...tutorial, amplitude: 0 } },
  { id: 'refuses-negative-amplitude', title: 'has an amplitude below 0', input: { ...tutorial, amplitude: -0.01 } },
  {
    id: 'refuses-input-that-is-no-number',
    title: 'receives an input of NaN',
    input: { ...tutorial, inputs: [0, Number.NaN] },
  },
  {
    id: 'refuses-input-without-end',
    title: 'receives an infinite input',
    input: { ...tutorial, inputs: [Number.POSITIVE_INFINITY] },
  },
];
