import type { VectorCase, VectorPair } from '../../../../properties/vectors/description.ts';
import type { SynapseInput } from '../../../../src/conformance/implementation.ts';

const tutorial = { dtSeconds: 0.001, tauSeconds: 0.1 };

const along = (signal: readonly number[], changes: Partial<SynapseInput> = {}): SynapseInput => ({
  ...tutorial,
  signal,
  ...changes,
});

const held = (value: number, steps: number): number[] => Array.from({ length: steps }, () => value);
const impulse = (height: number, steps: number): number[] => [0, 0, height, ...held(0, steps - 3)];
const train = (height: number, every: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, step) => (step % every === every - 1 ? height : 0));
const saw = Array.from({ length: 40 }, (_, step) => ((step * 7) % 11) - 4);

/** The inputs of low-pass vectors. */
export const synapseCases: readonly VectorCase<SynapseInput>[] = [
  { id: 'step', clause: 'low-pass', title: 'covers 1 − e^(−t/τ) of a step, 26 % in 30 ms', input: along(held(1, 31)) },
  {
    id: 'impulse',
    clause: 'low-pass',
    title: 'responds to an impulse one step late, then decays',
    input: along(impulse(1, 30)),
  },
  { id: 'last-input', clause: 'low-pass', title: 'never shows the last input', input: along([0, 0, 0, 5]) },
  {
    id: 'first-input',
    clause: 'low-pass',
    title: 'starts at 0 and counts the first input in full',
    input: along([8, 0, 0, 0, 0]),
  },
  { id: 'two-inputs', clause: 'low-pass', title: 'shows the first of two inputs', input: along([3, -2]) },
  {
    id: 'silence',
    clause: 'low-pass',
    title: 'returns only 0 for a single input',
    input: along([0, 0, 0, 0, 1, 0]),
  },
  {
    id: 'negative',
    clause: 'low-pass',
    title: 'follows a signal below 0',
    input: along([...held(-3, 15), ...held(2, 15)]),
  },
  { id: 'saw-tooth', clause: 'low-pass', title: 'follows a signal that changes in every step', input: along(saw) },
  {
    id: 'thousand-steps',
    clause: 'low-pass',
    title: 'follows a signal of 1,000 steps with a time constant of 1,500 steps',
    input: along([...held(1, 490), ...held(-0.5, 510)], { tauSeconds: 1.5 }),
  },
  {
    id: 'settles',
    clause: 'low-pass',
    title: 'converges to a constant input',
    input: along(held(2.5, 60), { tauSeconds: 0.003 }),
  },
  {
    id: 'spikes-of-amplitude-0.01',
    clause: 'low-pass',
    title: 'smooths three spikes of amplitude 0.01 in 30 ms',
    input: along(train(10, 10, 30)),
  },
  {
    id: 'spikes-of-amplitude-0.5',
    clause: 'low-pass',
    title: 'gives fifty times as much for three spikes of amplitude 0.5 in 30 ms',
    input: along(train(500, 10, 30)),
  },
  ...[0.002, 0.005, 0.02, 1].map(
    (tauSeconds): VectorCase<SynapseInput> => ({
      id: `tau-${1000 * tauSeconds}-ms`,
      clause: 'low-pass',
      title: `filters with a time constant of ${1000 * tauSeconds} ms`,
      input: along(saw, { tauSeconds }),
    }),
  ),
  {
    id: 'half-millisecond-steps',
    clause: 'time',
    title: 'filters in steps of 0.5 ms',
    input: along(saw, { dtSeconds: 0.0005 }),
  },
  {
    id: 'two-millisecond-steps',
    clause: 'time',
    title: 'filters in steps of 2 ms',
    input: along(saw, { dtSeconds: 0.002 }),
  },
  {
    id: 'step-longer-than-tau',
    clause: 'time',
    title: 'retains e^(−3) of its value in a step of three time constants',
    input: along(saw, { dtSeconds: 0.3 }),
  },
];

/** Pairs of filtered signals. */
export const synapsePairs: readonly VectorPair<SynapseInput>[] = [
  {
    id: 'gauge-twice-the-amplitude',
    clause: 'low-pass',
    title: 'gives twice as much for twice the signal: filtering commutes with the amplitude',
    input: along(train(10, 7, 40)),
    secondInput: along(train(20, 7, 40)),
    expected: { same: ['lagSteps'], times: { factor: 2, fields: ['filtered'] } },
  },
  {
    id: 'gauge-sixteenth-of-the-amplitude',
    clause: 'low-pass',
    title: 'gives a sixteenth for a sixteenth of the signal',
    input: along(saw),
    secondInput: along(saw.map((value) => value / 16)),
    expected: { same: ['lagSteps'], times: { factor: 1 / 16, fields: ['filtered'] } },
  },
  {
    id: 'gauge-same-signal',
    clause: 'determinism',
    title: 'gives equal outputs for equal signals',
    input: along(saw),
    secondInput: along(saw),
    expected: { same: ['filtered', 'lagSteps'] },
  },
  {
    id: 'gauge-twice-as-slow',
    clause: 'time',
    title: 'gives equal outputs if step and time constant are twice as long',
    input: along(saw),
    secondInput: along(saw, { dtSeconds: 0.002, tauSeconds: 0.2 }),
    expected: { same: ['filtered', 'lagSteps'] },
  },
];

const refused = (id: string, title: string, changes: Partial<SynapseInput>) => {
  return { id: `refuses-${id}`, title, input: along(saw, changes) };
};

/** Invalid inputs. */
export const refusedSynapses: readonly Pick<VectorCase<SynapseInput>, 'id' | 'title' | 'input'>[] = [
  refused('no-time-constant', 'has no time constant', { tauSeconds: 0 }),
  refused('negative-time-constant', 'has a time constant below 0', { tauSeconds: -0.1 }),
  refused('no-step', 'has a step length of 0', { dtSeconds: 0 }),
  refused('negative-step', 'has a step length below 0', { dtSeconds: -0.001 }),
  refused('signal-that-is-no-number', 'receives a signal of NaN', { signal: [1, Number.NaN] }),
  refused('signal-without-end', 'receives an infinite signal', { signal: [Number.POSITIVE_INFINITY, 0] }),
];
