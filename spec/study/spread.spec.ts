import { gamma } from 'mathjs/number';
import { describe, expect, it } from 'vitest';
import { drawNormal } from '../../properties/oracles/fluctuating-lif.ts';
import { randomStream } from '../../src/base/random.ts';
import { accuracyVariance, fivePercent } from '../../src/study/statistics/accuracy-tests.ts';
import { commonZigZag, curvesWithCommon, isMostlyOwn } from '../../src/study/statistics/common-zig-zag.ts';
import { chiSquaredQuantile, spreadInterval } from '../../src/study/statistics/spread.ts';
import { mean } from '../../src/study/statistics/statistics.ts';

const samples = 2000;
/** Four standard deviations of a fraction of the samples. */
const within = (probability: number) => 4 * Math.sqrt((probability * (1 - probability)) / samples);
const sampled = <Value>(draw: () => Value): Value[] => Array.from({ length: samples }, draw);
const fraction = <Value>(values: readonly Value[], is: (value: Value) => boolean) =>
  values.filter(is).length / values.length;

describe('the interval of the standard deviation over seeds', () => {
  it('is wide for three seeds: 0, 1 and 2 leave it between 0.58 and 4.42, and two seeds leave it open', () => {
    expect(spreadInterval([0, 1, 2])?.map((end) => end.toFixed(2))).toEqual(['0.58', '4.42']);
    expect(spreadInterval([0, 1])).toBe(null);
  });

  it.each([3, 5, 10])('of %i seeds covers the true value in 90 % of samples', (seeds) => {
    const stream = randomStream(`spread of ${seeds} seeds`);
    const intervals = sampled(() => spreadInterval(Array.from({ length: seeds }, () => drawNormal(stream))));
    const covered = fraction(intervals, (ends) => ends !== null && ends[0] <= 1 && ends[1] >= 1);
    expect(Math.abs(covered - 0.9)).toBeLessThan(within(0.9));
  });

  it.each([2, 3, 5, 10, 11, 30])('with %i degrees of freedom has quantiles of the right probability', (degrees) => {
    for (const percent of [5, 95] as const)
      expect(chiSquaredBelow(chiSquaredQuantile(degrees, percent), degrees)).toBeCloseTo(percent / 100, 3);
  });
});

describe('the interval of an accuracy over images', () => {
  it.each([0.5, 0.9, 0.99])('covers a true accuracy of %d in 19 of 20 samples of 300 images', (accuracy) => {
    const stream = randomStream(`accuracy ${accuracy}`);
    const images = 300;
    const found = sampled(() => mean(Array.from({ length: images }, () => (stream() < accuracy ? 1 : 0))));
    const covered = fraction(
      found,
      (one) => Math.abs(one - accuracy) <= fivePercent * Math.sqrt(accuracyVariance(one, images)),
    );
    expect(covered).toBeGreaterThan(0.95 - within(0.95));
  });
});

describe('the test of a common zig-zag', () => {
  const judge = (common: number, seeds: number) => {
    const stream = randomStream(`${common} in common of ${seeds}`);
    return sampled(() => isMostlyOwn(commonZigZag(curvesWithCommon(common, seeds, 31, stream)), seeds, 31));
  };

  it.each([3, 5, 10])('of %i seeds decides each way in one of 20 samples if exactly half is common', (seeds) => {
    const verdicts = judge(0.5, seeds);
    for (const verdict of [true, false]) {
      // the quantiles come from 1,000 samples themselves
      expect(Math.abs(fraction(verdicts, (one) => one === verdict) - 0.05)).toBeLessThan(2 * within(0.05));
    }
  });

  it('of 5 seeds accepts in most samples if nothing is common, and refuses if 90 % is', () => {
    expect(fraction(judge(0, 5), (one) => one === true)).toBeGreaterThan(0.95);
    expect(fraction(judge(0.9, 5), (one) => one === false)).toBeGreaterThan(0.95);
  });
});

/** The probability that a chi-squared variable is below x: Simpson's rule over the square of its root. */
function chiSquaredBelow(x: number, degrees: number): number {
  const scale = 2 / (2 ** (degrees / 2) * gamma(degrees / 2));
  const density = (root: number) => scale * root ** (degrees - 1) * Math.exp(-(root * root) / 2);
  const intervals = 2000;
  const end = Math.sqrt(x);
  const terms = Array.from({ length: intervals + 1 }, (_, index) => {
    const weight = index === 0 || index === intervals ? 1 : index % 2 === 0 ? 2 : 4;
    return weight * density((end * index) / intervals);
  });
  return (end * mean(terms) * (intervals + 1)) / (3 * intervals);
}
