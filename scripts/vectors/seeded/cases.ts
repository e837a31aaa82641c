import type { VectorCase, VectorPair } from '../../../properties/vectors/description.ts';
import type { Distribution } from '../../../src/base/random.ts';
import type { SeededInput } from '../../../src/conformance/implementation.ts';

const uniform = (low: number, high: number): Distribution => ({ kind: 'uniform', low, high });
const choice = (...values: number[]): Distribution => ({ kind: 'choice', values });

/** The neurons of the tutorial network: max rates from the list [100], intercepts from [0]. */
const tutorial: SeededInput = {
  seed: 0,
  neurons: 1000,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  maxRatesHz: choice(100),
  intercepts: choice(0),
  initialVoltage: uniform(0, 1),
};

/** Nengo's default distributions, except for the max rates. */
const spread: SeededInput = { ...tutorial, intercepts: uniform(-1, 0.9) };

const of = (changes: Partial<SeededInput>): SeededInput => ({ ...tutorial, ...changes });

/** The inputs of seeded vectors. */
export const seededCases: readonly VectorCase<SeededInput>[] = [
  {
    id: 'one-choice',
    clause: 'randomness',
    title: 'gives every neuron 100 Hz if the list of max rates is [100]',
    input: tutorial,
  },
  {
    id: 'one-choice-for-all',
    clause: 'randomness',
    title: 'gives every neuron the only max rate, intercept and voltage of the lists',
    input: of({ neurons: 20, maxRatesHz: choice(250), intercepts: choice(-0.5), initialVoltage: choice(0.375) }),
  },
  {
    id: 'one-choice-with-other-intercepts',
    clause: 'randomness',
    title: 'gives every neuron 100 Hz with any intercept',
    input: spread,
  },
  {
    id: 'two-max-rates',
    clause: 'randomness',
    title: 'chooses each of two max rates for about half of the neurons',
    input: of({ maxRatesHz: choice(100, 200) }),
  },
  {
    id: 'ten-max-rates',
    clause: 'randomness',
    title: 'chooses the last two of ten max rates as often as each of the others',
    input: of({ maxRatesHz: choice(50, 60, 70, 80, 90, 100, 110, 120, 390, 400) }),
  },
  {
    id: 'drawn-max-rates',
    clause: 'randomness',
    title: 'draws max rates from 200 to 400 Hz, evenly',
    input: of({ maxRatesHz: uniform(200, 400) }),
  },
  {
    id: 'two-intercepts',
    clause: 'randomness',
    title: 'chooses each of two intercepts for about half of the neurons',
    input: of({ intercepts: choice(-0.5, 0.5) }),
  },
  {
    id: 'two-voltages',
    clause: 'randomness',
    title: 'chooses each of two voltages for about half of the neurons',
    input: of({ initialVoltage: choice(0.25, 0.75) }),
  },
  {
    id: 'voltages-inside',
    clause: 'randomness',
    title: 'draws voltages from 0.25 to 0.75, about half of them below 0.5',
    input: of({ seed: 5, initialVoltage: uniform(0.25, 0.75) }),
  },
  {
    id: 'voltages-below-zero',
    clause: 'randomness',
    title: 'draws voltages below 0',
    input: of({ seed: 2, initialVoltage: uniform(-1, 0.5) }),
  },
  {
    id: 'voltages-all-one',
    clause: 'start',
    title: 'starts every neuron at exactly 1, which is not a spike',
    input: of({ neurons: 8, initialVoltage: choice(1) }),
  },
  {
    id: 'one-neuron',
    clause: 'randomness',
    title: 'draws a single neuron',
    input: of({ neurons: 1, seed: 7, initialVoltage: choice(0) }),
  },
];

const all = ['gain', 'bias', 'initialVoltage'];

/** Pairs of ensembles. */
export const seededPairs: readonly VectorPair<SeededInput>[] = [
  {
    id: 'gauge-same-seed',
    clause: 'streams',
    title: 'draws the same neurons from the same seed',
    input: { ...spread, neurons: 40 },
    secondInput: { ...spread, neurons: 40 },
    expected: { same: all },
  },
  {
    id: 'gauge-same-large-seed',
    clause: 'streams',
    title: 'draws the same neurons from the same large seed',
    input: { ...spread, neurons: 40, seed: 2_147_483_647 },
    secondInput: { ...spread, neurons: 40, seed: 2_147_483_647 },
    expected: { same: all },
  },
  {
    id: 'gauge-one-neuron-of-two-seeds',
    clause: 'streams',
    title: 'draws another single neuron from seed 4 than from seed 3',
    input: { ...spread, neurons: 1, seed: 3 },
    secondInput: { ...spread, neurons: 1, seed: 4 },
    expected: { same: [], other: all },
  },
  ...[
    [0, 1],
    [1, 2],
    [2, 3],
    [1, 1001],
  ].map(
    ([one, other]): VectorPair<SeededInput> => ({
      id: `gauge-seeds-${one}-and-${other}`,
      clause: 'streams',
      title: `draws other neurons from seed ${other} than from seed ${one}`,
      input: { ...spread, neurons: 40, seed: one as number },
      secondInput: { ...spread, neurons: 40, seed: other as number },
      expected: { same: [], other: all },
    }),
  ),
];
