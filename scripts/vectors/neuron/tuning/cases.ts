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
  { id: 'tutorial', clause: 'rate', title: 'has gain 2.03, bias 1 and 100 Hz at input 1', input: tutorial },
  {
    id: 'one-rate-for-all',
    clause: 'rate',
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
    clause: 'rate',
    title: 'fires faster than its max rate above input 1 and never faster than 500 Hz',
    input: { ...tutorial, amplitude: 1, inputs: [1, 1.25, 2, 4, 16, 64, 255, 10_000] },
  },
  {
    id: 'at-intercept-zero',
    clause: 'rate',
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
      clause: 'rate-network',
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
    clause: 'rate',
    title: 'fires at its rate for each of 40 inputs, from an intercept of 0.97',
    input: { ...tutorial, intercepts: [0.97], inputs: Array.from({ length: 40 }, (_, point) => point / 32 + 0.01) },
  },
  {
    id: 'fifty-neurons',
    clause: 'rate',
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
const three: TuningInput = {
  ...{ ...tutorial, maxRatesHz: [200, 300, 400], intercepts: [-0.5, 0.1, 0.7] },
  inputs: [-1, -0.2, 0.5, 1],
};

/** Pairs of tuned neurons. */
export const tuningPairs: readonly VectorPair<TuningInput>[] = [
  {
    id: 'gauge-twice-the-amplitude',
    clause: 'rate-network',
    title: 'sends twice as much at twice the amplitude, with equal tuning',
    input: tutorial,
    secondInput: { ...tutorial, amplitude: 0.02 },
    expected: { same: felt, times: { factor: 2, fields: ['outputs'] } },
  },
  {
    id: 'gauge-doubled-second-layer',
    clause: 'rate-network',
    title: 'doubles the output of a second layer for the same input, so an input of 1 becomes 2',
    input: three,
    secondInput: { ...three, amplitude: 0.02 },
    expected: { same: felt, times: { factor: 2, fields: ['outputs'] } },
  },
  {
    id: 'gauge-fifty-times-the-amplitude',
    clause: 'rate-network',
    title: 'sends fifty times as much at 0.5 as at 0.01, up to rounding',
    input: tutorial,
    secondInput: { ...tutorial, amplitude: 0.5 },
    expected: { same: felt, times: { factor: 50, fields: ['outputs'] } },
    roundings: 4,
  },
  {
    id: 'gauge-same-amplitude',
    clause: 'determinism',
    title: 'gives equal outputs at the same amplitude',
    input: tutorial,
    secondInput: tutorial,
    expected: { same: [...felt, 'outputs'] },
  },
];

const refused = (id: string, title: string, changes: Partial<TuningInput>) => {
  return { id: `refuses-${id}`, title, input: { ...tutorial, ...changes } };
};

/** Invalid inputs. */
export const refusedTunings: readonly Pick<VectorCase<TuningInput>, 'id' | 'title' | 'input'>[] = [
  refused('max-rate-at-the-limit', 'has a max rate of 1/τ_ref', { maxRatesHz: [500] }),
  refused('max-rate-beyond-the-limit', 'has a max rate above 1/τ_ref', { maxRatesHz: [600] }),
  refused('intercept-of-one', 'has an intercept of 1', { intercepts: [1] }),
  refused('no-amplitude', 'has no amplitude', { amplitude: 0 }),
  refused('negative-amplitude', 'has an amplitude below 0', { amplitude: -0.01 }),
  refused('input-that-is-no-number', 'receives an input of NaN', { inputs: [0, Number.NaN] }),
  refused('input-without-end', 'receives an infinite input', { inputs: [Number.POSITIVE_INFINITY] }),
];
