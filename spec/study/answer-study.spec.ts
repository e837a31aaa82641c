import { describe, expect, it } from 'vitest';
import { answerStudy } from '../../src/study/answer/answer-study.ts';
import { madeUpRow, madeUpRows } from './made-up.ts';

const free = { minVoltage: null };
const worse = 'training itself is worse at larger amplitudes: the rate network loses up to 30.0 points';
const [plain, inUnits] = ['with networks trained for each amplitude', 'with training in units of the amplitude'];

// its other sentences are in the saved studies, which saved-study.spec.ts compares
describe('the answer of a study', () => {
  it.each([
    [
      'drops with and without a floor',
      [0.98, 0.6],
      [0.98, 0.7],
      'the voltage floor causes part of the accuracy loss: up to 38.0 points with it, 28.0 without it, 0.0 in the rate network.',
    ],
    [
      'drops mostly with a floor',
      [0.98, 0.7],
      [0.98, 0.94],
      'the voltage floor causes most of the accuracy loss: up to 28.0 points with it, 4.0 without it, 0.0 in the rate network.',
    ],
    [
      'drops only without a floor, if 1,000 images could show it',
      [0.98, 0.98],
      [0.98, 0.6],
      'up to 38.0 points of accuracy are lost without a voltage floor, and up to 0.0 with it (measured; the true loss may be above 1 point).',
    ],
    [
      'drops only with a floor, if 1,000 images could show it',
      [0.98, 0.6],
      [0.98, 0.975],
      'the voltage floor causes most of the accuracy loss: up to 38.0 points with it, 0.5 without it (measured; the true loss may be above 1 point), 0.0 in the rate network.',
    ],
    [
      'drops no less without a floor',
      [0.98, 0.9],
      [0.98, 0.89],
      'up to 8.0 points of accuracy are lost with the voltage floor, and no fewer without it.',
    ],
    [
      'stays, if 1,000 images could show it',
      [0.98, 0.975],
      [0.98, 0.98],
      'whether more than 1 point of accuracy is lost is undecided (up to 0.5 points measured over 1000 images).',
    ],
    ['rises', [0.6, 0.98], [0.6, 0.7], 'accuracy rises with the amplitude.'],
  ])('begins with a verdict if accuracy %s', (_, floored, unfloored, verdict) => {
    const [first] = answerStudy([...madeUpRows(floored), ...madeUpRows(unfloored, free)]);
    expect(first).toBe(`In this network, with fixed weights, ${verdict}`);
  });

  it('reports a dip between equal ends as a loss', () => {
    expect(answerStudy(madeUpRows([0.9, 0.5, 0.9]))[0]).toBe(
      'In this network, with fixed weights, up to 40.0 points of accuracy are lost.',
    );
  });

  it.each([
    [[0.98, 0.98], [0.98, 0.6], 'accuracy drops only without a voltage floor.'],
    [[0.98, 0.98], [0.98, 0.979], 'the amplitude causes no accuracy loss of 1 point or more.'],
  ])('reports no loss if images are enough to show that it is below 1 point: %j', (floored, unfloored, verdict) => {
    const images = 10_000;
    const rows = [...madeUpRows(floored, { images }), ...madeUpRows(unfloored, { ...free, images })];
    expect(answerStudy(rows)[0]).toBe(`In this network, with fixed weights, ${verdict}`);
  });

  it('does not decide it if seeds disagree, however many images there are', () => {
    const losses = [-0.04, 0, 0.04];
    const rows = losses.flatMap((lost, seed) => madeUpRows([0.9, 0.9 - lost], { seed, images: 100_000 }));
    expect(answerStudy(rows)[0]).toContain('whether more than 1 point of accuracy is lost is undecided');
  });

  it('is undecided if chance explains the difference: 20 images show less than 1,000', () => {
    const few = madeUpRows([0.95, 0.8], { images: 20, rateAccuracy: 0.95 });
    expect(answerStudy(few)[0]).toContain('undecided (up to 15.0 points measured over 20 images)');
    expect(answerStudy(few).at(-1)).toBe('Each accuracy is over 20 images, ± 17.5 points at most (95 %).');
    expect(answerStudy(madeUpRows([0.95, 0.8]))[0]).toContain('up to 15.0 points of accuracy are lost');
  });

  it.each([
    [[0.9, 0.9, 0.9], 'the amplitude has no effect.'],
    [[0.9, 0.901], 'the amplitude has no effect beyond rounding.'],
    [[0.9, 0.5], 'up to 40.0 points of accuracy are lost.'],
  ])('says whether the amplitude still matters if the next weights are rescaled: %j', (accuracies, verdict) => {
    const [first] = answerStudy(madeUpRows(accuracies, { rescaled: true }));
    expect(first).toBe(`In this network, with the next weights rescaled, ${verdict}`);
  });

  it.each([
    [false, 0.6, `For this seed, ${plain}, ${worse}; --mode retrained-rescaled trains in units of the amplitude.`],
    [false, 0.89, `For this seed, ${plain}, up to 40.0 points of accuracy are lost.`],
    [true, 0.6, `For this seed, ${inUnits}, ${worse}.`],
    [true, 0.89, `For this seed, ${inUnits}, up to 40.0 points of accuracy are lost.`],
  ])('says whether training itself is worse, rescaled %s, rate network 0.9 → %d', (rescaled, last, verdict) => {
    const rows = madeUpRows([0.9, 0.5], { mode: 'retrained', rescaled });
    expect(answerStudy(rows.map((row, index) => ({ ...row, rateAccuracy: [0.9, last][index] as number })))[0]).toBe(
      verdict,
    );
  });

  it.each([
    [[0, 1], 'For these two seeds, with fixed weights, up to 40.0 points of accuracy are lost.'],
    [[0, 1, 2], 'With fixed weights, up to 40.0 points of accuracy are lost.'],
  ])('speaks of more than its own networks from three seeds on: seeds %j', (seeds, verdict) => {
    expect(answerStudy(seeds.flatMap((seed) => madeUpRows([0.9, 0.5], { seed })))[0]).toBe(verdict);
  });

  it('says how many seeds a mean accuracy covers', () => {
    const rows = [0, 1].flatMap((seed) => madeUpRows([0.9], { seed }));
    expect(answerStudy(rows).at(-1)).toMatch(/^Each accuracy is a mean of 2 seeds over 1000 images/);
  });

  it('gives no verdict if there is only one amplitude', () => {
    expect(answerStudy([madeUpRow({})])).toEqual([
      'Accuracy at amplitude 0.01: 90.0 % with floor 0, 90.0 % as a rate network.',
      'Each accuracy is over 1000 images, ± 1.9 points at most (95 %).',
    ]);
  });
});
