import { describe, expect, it } from 'vitest';
import {
  differByAgrestiCaffo,
  fivePercent,
  isBetter,
  keepsAccuracy,
  lossByChance,
  mostLostByChance,
  onePerMille,
  type PairedRuns,
  rejectByHolm,
} from '../../src/study/statistics/accuracy-tests.ts';

describe('two accuracies', () => {
  it.each([
    ['differ', 0.95, 0.9, 1000, fivePercent],
    ['do not differ', 0.95, 0.9, 20, fivePercent],
    ['do not differ', 0.9, 0.9, 1_000_000, fivePercent],
    ['do not differ', 0.95, 0.93, 1000, onePerMille],
  ] as const)('%s beyond chance: %d and %d over %i images, by %d standard deviations', (answer, one, other, n, z) => {
    expect(differByAgrestiCaffo(one, other, n, z)).toBe(answer === 'differ');
  });
});

/** Two runs that differ on some images, and agree on one. */
const differing = (lost: number, won: number, agreeing = 1): PairedRuns => {
  const [before, after] = [1, 0].map((right) => [
    ...Array(lost).fill(right),
    ...Array(won).fill(1 - right),
    ...Array(agreeing).fill(1),
  ]);
  return { before, after } as PairedRuns;
};

describe('a run on the same images', () => {
  // sums of binomial coefficients, divided by 2ⁿ
  it.each([
    [5, 0, 1 / 32],
    [7, 1, 9 / 256],
    [9, 2, (55 + 11 + 1) / 2048],
    [3, 3, 1],
    [0, 9, 1],
  ])('that loses %i images and wins %i does so by chance with probability %d', (lost, won, chance) => {
    expect(lossByChance(differing(lost, won))).toBeCloseTo(chance, 14);
  });

  it('has a finite probability for any number of images', () => {
    // by symmetry, all but the middle term is divided evenly; C(10000, 5000)/2^10000 = 0.0079786461
    expect(lossByChance(differing(5001, 4999))).toBeCloseTo((1 - 0.0079786461) / 2, 9);
  });

  it.each([
    [1, 0, 20, 'does not keep'], // 5 points, though no test detects one image
    [2, 0, 100, 'keeps'],
    [4, 0, 1000, 'keeps'],
    [5, 0, 1000, 'does not keep'], // p = 1/32
    [0, 5, 20, 'keeps'],
  ])('that loses %i images and wins %i of %i %s the accuracy', (lost, won, images, answer) => {
    expect(keepsAccuracy(differing(lost, won, images - lost - won))).toBe(answer === 'keeps');
  });

  it.each([
    [0, 8, false], // p = 1/256
    [0, 9, true], // p = 1/512 < 0.05/25
    [3, 12, false],
  ])('that loses %i images and wins %i is better beyond chance: %s', (lost, won, better) => {
    expect(isBetter(differing(lost, won))).toBe(better);
  });
});

describe('several runs that are compared with one', () => {
  it('are worse by the method of Holm: the smallest p-value against 5 %/n, the next against 5 %/(n − 1), …', () => {
    expect(rejectByHolm([0.01, 0.04, 0.03])).toEqual([true, false, false]);
    expect(rejectByHolm([0.04, 0.02, 0.01])).toEqual([true, true, true]);
    expect(rejectByHolm([0.02, 0.02, 0.02])).toEqual([false, false, false]);
    expect(rejectByHolm([])).toEqual([]);
  });

  it.each([1, 5, 9])('of %i runs may lose by chance what is stated, and no more', (tests) => {
    const most = mostLostByChance(tests);
    const isFound = (lost: number) => lossByChance(differing(lost, 0)) <= 0.05 / tests;
    expect([isFound(most), isFound(most + 1)]).toEqual([false, true]);
  });
});
