import { describe, expect, it } from 'vitest';
import {
  differByAgrestiCaffo,
  differenceInterval,
  fivePercent,
  isBetter,
  lossByChance,
  onePerMille,
  type PairedRuns,
  rejectByHolm,
  wilsonInterval,
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
});

describe('the 95 % interval', () => {
  /** Binomial probabilities of 0 to n successes. */
  const binomial = (n: number, p: number) => {
    const chances = [(1 - p) ** n];
    for (let k = 1; k <= n; k++) chances.push(((chances[k - 1] as number) * (n - k + 1) * p) / (k * (1 - p)));
    return chances;
  };
  const total = (chances: readonly number[]) => chances.reduce((sum, one) => sum + one, 0);

  it.each([0.5, 0.8, 0.95])('of an accuracy contains a true %d in 93 % to 98.5 % of samples of 200', (p) => {
    const chances = binomial(200, p).filter((_, right) => {
      const [low, high] = wilsonInterval(right / 200, 200);
      return low <= p && p <= high;
    });
    expect(total(chances)).toBeGreaterThan(0.93);
    expect(total(chances)).toBeLessThan(0.985);
  });

  it.each([
    [0.02, 0.02],
    [0.2, 0.02],
    [0.05, 0.001],
  ])('of a loss contains it in at least 94 %% of samples of 200, if %d are lost and %d won', (lost, won) => {
    let covered = 0;
    for (const [count, chance] of binomial(200, lost).entries()) {
      if (chance < 1e-9) continue;
      for (const [wins, ofWins] of binomial(200 - count, won / (1 - lost)).entries()) {
        if (chance * ofWins < 1e-9) continue;
        const [low, high] = differenceInterval(differing(count, wins, 200 - count - wins));
        if (low <= lost - won && lost - won <= high) covered += chance * ofWins;
      }
    }
    expect(covered).toBeGreaterThan(0.94);
  });
});
