import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import {
  differByAgrestiCaffo,
  fivePercent,
  isWorseByMcNemar,
  onePerMille,
} from '../../src/study/statistics/accuracy-tests.ts';

/** Fraction of 2,000 studies in which a difference is found although there is none. */
const alarms = (name: string, find: (stream: RandomStream) => boolean): number => {
  const stream = randomStream(name);
  return Array.from({ length: 2000 }, () => find(stream)).filter(Boolean).length / 2000;
};
const rightOnes = (probability: number, stream: RandomStream) =>
  Array.from({ length: 300 }, () => (stream() < probability ? 1 : 0));

describe('two accuracies', () => {
  it('differ if chance is an unlikely cause: 5 points apart over 1,000 images, but not over 20', () => {
    expect(differByAgrestiCaffo(0.95, 0.9, 1000, fivePercent)).toBe(true);
    expect(differByAgrestiCaffo(0.95, 0.9, 20, fivePercent)).toBe(false);
    expect(differByAgrestiCaffo(0.9, 0.9, 1_000_000, fivePercent)).toBe(false);
    expect(differByAgrestiCaffo(0.95, 0.93, 1000, onePerMille)).toBe(false);
  });

  it('are reported to differ in one of twenty studies without a difference', () => {
    const accuracy = (stream: RandomStream) => rightOnes(0.9, stream).reduce<number>((sum, bit) => sum + bit, 0) / 300;
    const share = alarms('two accuracies', (stream) =>
      differByAgrestiCaffo(accuracy(stream), accuracy(stream), 300, fivePercent),
    );
    // four standard deviations of 0.005 for 2,000 studies
    expect(Math.abs(share - 0.05)).toBeLessThan(0.02);
  });
});

describe('a run on the same images', () => {
  it('is worse if it loses many more images than it wins: nine of nine, but not six of nine', () => {
    const before = Array(9).fill(1);
    expect(isWorseByMcNemar({ before, after: Array(9).fill(0) }, fivePercent)).toBe(true);
    expect(
      isWorseByMcNemar({ before: [1, 1, 1, 1, 1, 1, 0, 0, 0], after: [0, 0, 0, 0, 0, 0, 1, 1, 1] }, fivePercent),
    ).toBe(false);
    expect(isWorseByMcNemar({ before: Array(9).fill(0), after: before }, fivePercent)).toBe(false);
    expect(isWorseByMcNemar({ before, after: before }, fivePercent)).toBe(false);
  });

  it('is reported to be worse in one of forty studies without a difference', () => {
    const share = alarms('two runs', (stream) => {
      const ease = rightOnes(0.8, stream); // four of five images are easy for both
      const run = () => ease.map((easy) => (easy === 1 || stream() < 0.5 ? 1 : 0));
      return isWorseByMcNemar({ before: run(), after: run() }, fivePercent);
    });
    // four standard deviations of 0.0035 for 2,000 studies, and the error of the normal approximation for 30 images
    expect(Math.abs(share - 0.025)).toBeLessThan(0.02);
  });
});
