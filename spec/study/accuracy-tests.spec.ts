import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import {
  differByAgrestiCaffo,
  fivePercent,
  isShownBelow,
  isWorseByMcNemar,
  keepsAccuracy,
  onePerMille,
  type PairedRuns,
} from '../../src/study/statistics/accuracy-tests.ts';
import { mean } from '../../src/study/statistics/statistics.ts';

/** Fraction of 2,000 studies in which a difference is found although there is none. */
const alarms = (name: string, find: (stream: RandomStream) => boolean): number => {
  const stream = randomStream(name);
  return Array.from({ length: 2000 }, () => find(stream)).filter(Boolean).length / 2000;
};
const rightOnes = (probability: number, stream: RandomStream): number[] =>
  Array.from({ length: 300 }, () => (stream() < probability ? 1 : 0));
const accuracy = (probability: number, stream: RandomStream) => mean(rightOnes(probability, stream));

describe('two accuracies', () => {
  it.each([
    ['differ', 0.95, 0.9, 1000, fivePercent],
    ['do not differ', 0.95, 0.9, 20, fivePercent],
    ['do not differ', 0.9, 0.9, 1_000_000, fivePercent],
    ['do not differ', 0.95, 0.93, 1000, onePerMille],
  ] as const)('%s beyond chance: %d and %d over %i images, by %d standard deviations', (answer, one, other, n, z) => {
    expect(differByAgrestiCaffo(one, other, n, z)).toBe(answer === 'differ');
  });

  it('are reported to differ in one of twenty studies without a difference', () => {
    const fraction = alarms('two accuracies', (stream) =>
      differByAgrestiCaffo(accuracy(0.9, stream), accuracy(0.9, stream), 300, fivePercent),
    );
    // four standard deviations of 0.005 for 2,000 studies
    expect(Math.abs(fraction - 0.05)).toBeLessThan(0.02);
  });
});

describe('a loss', () => {
  it.each([
    [0.98, 0.979, 10_000, 'is shown'],
    [0.98, 0.979, 1000, 'is not shown'],
    [0.98, 0.96, 10_000, 'is not shown'],
    [0.9, 0.95, 1000, 'is shown'],
  ])('from %d to %d over %i images %s to be below 1 point', (before, after, images, answer) => {
    expect(isShownBelow({ before, after, images }, 0.01)).toBe(answer === 'is shown');
  });

  it('of exactly the margin is shown to be below it in at most one of twenty studies', () => {
    const fraction = alarms('at the margin', (stream) =>
      isShownBelow({ before: accuracy(0.9, stream), after: accuracy(0.8, stream), images: 300 }, 0.1),
    );
    // four standard deviations of 0.005 for 2,000 studies
    expect(Math.abs(fraction - 0.05)).toBeLessThan(0.02);
  });
});

describe('a run on the same images', () => {
  it.each([
    [9, 0, 'is worse'],
    [6, 3, 'is not worse'],
    [0, 9, 'is not worse'],
    [0, 0, 'is not worse'],
  ])('that loses %i images and wins %i %s', (lost, won, answer) => {
    const [before, after] = [1, 0].map((right) => [...Array(lost).fill(right), ...Array(won).fill(1 - right), 1]);
    expect(isWorseByMcNemar({ before, after } as PairedRuns, fivePercent)).toBe(answer === 'is worse');
  });

  it.each([
    [1, 0, 20, 'does not keep'], // 5 points, though no test detects one image
    [2, 0, 100, 'keeps'],
    [4, 0, 1000, 'does not keep'], // the test detects four images
    [0, 5, 20, 'keeps'],
  ])('that loses %i images and wins %i of %i %s the accuracy', (lost, won, images, answer) => {
    const shared = Array(images - lost - won).fill(1);
    const [before, after] = [1, 0].map((right) => [
      ...Array(lost).fill(right),
      ...Array(won).fill(1 - right),
      ...shared,
    ]);
    expect(keepsAccuracy({ before, after } as PairedRuns)).toBe(answer === 'keeps');
  });

  it('is reported to be worse in one of forty studies without a difference', () => {
    const fraction = alarms('two runs', (stream) => {
      const ease = rightOnes(0.8, stream); // four of five images are easy for both
      const run = () => ease.map((easy) => (easy === 1 || stream() < 0.5 ? 1 : 0));
      return isWorseByMcNemar({ before: run(), after: run() }, fivePercent);
    });
    // four standard deviations of 0.0035 for 2,000 studies, and the error of the normal approximation for 30 images
    expect(Math.abs(fraction - 0.025)).toBeLessThan(0.02);
  });
});
