import { describe, expect, it } from 'vitest';
import { describeCommon, describeFirstOff, type Part } from '../../src/conformance/choices/relation.ts';

const part = (values: Part['values'], name = 'voltage'): Part => ({ name, of: ['step', 'neuron'], values });
const expected = [
  [0.1, 0.7, 0.2],
  [0.3, 0.25, 0.9],
  [0.5, 0.4, 0.15],
  [0.35, 0.8, 0.6],
];
const told = (got: Part['values'], own: Part['values'] = expected) =>
  describeFirstOff([part(own)], [part(got)], 1e-9)?.replace('voltage: ', '');
const mapped = (change: (value: number, step: number, neuron: number) => number) =>
  expected.map((row, step) => row.map((value, neuron) => change(value, step, neuron)));

describe('how a part of an answer differs from what is expected', () => {
  it.each([
    ['what is expected, one step later', [[9, 9, 9], ...expected.slice(0, -1)]],
    ['what is expected, one step earlier', [...expected.slice(1), [9, 9, 9]]],
    ['in every step what is expected in the last', expected.map(() => expected[3] ?? [])],
    ['in every neuron what is expected in the first', mapped((_, step) => expected[step]?.[0] ?? 0)],
    ['what is expected, with the neurons in reverse', expected.map((row) => row.toReversed())],
    ['what is expected, with the steps in reverse', expected.toReversed()],
    ['0.5 times what is expected', mapped((value) => value / 2)],
    ['what is expected, with the opposite sign', mapped((value) => -value)],
    ['0.25 more than is expected', mapped((value) => value + 0.25)],
    ['differs only in the last step', mapped((value, step) => (step === 3 ? value + value * value : value))],
    ['differs from step 2 on', mapped((value, step) => (step > 1 ? value * value : value))],
    ['differs only in the last neuron', mapped((value, step, neuron) => (neuron === 2 ? step : value))],
    ['differs from step 1 on, from neuron 1 on', mapped((v, step, neuron) => (step > 0 && neuron > 0 ? v * v : v))],
    [
      'differs only in the last step, only in the last neuron, where it is 0',
      mapped((v, s, n) => (s === 3 && n === 2 ? 0 : v)),
    ],
    ['differs only in the last step, only in the last neuron', mapped((v, s, n) => (s === 3 && n === 2 ? 0.5 : v))],
    ['differs only in neuron 1, where it has the opposite sign', mapped((v, _, n) => (n === 1 ? -v : v))],
    ['differs everywhere', mapped((value, step, neuron) => value + value * value + step * neuron)],
    ['4 × 2 numbers instead of 4 × 3', expected.map((row) => row.slice(1))],
  ])('is told: %s', (words, got) => {
    expect(told(got)).toBe(words);
  });

  it('is not told if rounding explains it', () => {
    expect(told(mapped((value) => value * (1 + 1e-10)))).toBeUndefined();
  });

  it.each([
    ['later or earlier', expected.map(() => [0, 0, 0])],
    ['a constant times', expected.map(() => [0.5, 0.5, 0.5])],
  ])('is not taken for something %s if all expected numbers are alike', (_, own) => {
    const got = own.map((row, step) => row.map((value) => (step === 1 ? value + 1 : value)));
    expect(told(got, own)).toBe('differs only in step 1');
    expect(
      told(
        own.map((row) => row.map((value) => 3 * value + 1)),
        own,
      ),
    ).toBe('differs everywhere');
  });

  it('is not told of two numbers, which are related by chance', () => {
    expect(told([[0.4], [0.8]], [[0.1], [0.2]])).toBe('differs everywhere');
  });

  it('is told of the first part that differs, because it causes the others', () => {
    const [wrong, later] = [mapped((value) => 2 * value), mapped((value) => -value)];
    const got = [part(expected, 'current'), part(wrong, 'voltage'), part(later, 'spikes')];
    const own = ['current', 'voltage', 'spikes'].map((name) => part(expected, name));
    expect(describeFirstOff(own, got, 1e-9)).toBe('voltage: 2 times what is expected');
  });

  it('is told of the next part if an answer leaves out the first', () => {
    const got = [
      part([], 'voltage'),
      part(
        mapped((value) => -value),
        'spikes',
      ),
    ];
    expect(describeFirstOff([part(expected), part(expected, 'spikes')], got, 1e-9)).toBe(
      'spikes: what is expected, with the opposite sign',
    );
  });
});

describe('what failing requests have in common', () => {
  const traits = { 'with padding': ({ padding = 0 }) => padding > 0, 'with a stride': ({ stride = 1 }) => stride > 1 };
  const [plain, padded, moved, both] = [{}, { padding: 1 }, { stride: 2 }, { padding: 1, stride: 2 }];

  it('is told if all have it, and no request that passes', () => {
    expect(describeCommon([padded, both], [plain, moved, plain], traits)).toBe('only with padding');
  });

  it.each([
    ['one that passes has it, too', [padded, both], [plain, padded, plain]],
    ['one that fails lacks it', [padded, plain], [moved, moved, plain]],
    ['only one fails', [padded], [plain, moved, plain]],
    ['too few pass', [padded, padded], [plain]],
    ['they share more than one', [both, both], [plain, plain, plain]],
  ])('is not told if %s', (_, failing, passing) => {
    expect(describeCommon<{ padding?: number; stride?: number }>(failing, passing, traits)).toBeUndefined();
  });
});
