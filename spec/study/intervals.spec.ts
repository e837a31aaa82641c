import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import {
  chiSquaredQuantile,
  fewestSeeds,
  type Interval,
  isAtMost,
  spreadInterval,
  tInterval,
  tQuantile,
} from '../../src/study/statistics/intervals.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { commonZigZag, curvesWithCommon, isMostlyOwn } from '../../src/study/statistics/zig-zag.ts';

// in one file, because importing hundreds takes a second
const { gamma, std }: typeof import('mathjs') = createRequire(import.meta.url)('mathjs/lib/browser/math.js');

const samples = 2000;
/** Four standard deviations of a fraction of the samples. */
const within = (probability: number) => 4 * Math.sqrt((probability * (1 - probability)) / samples);
const sampled = <Value>(draw: () => Value): Value[] => Array.from({ length: samples }, draw);
const fraction = <Value>(values: readonly Value[], is: (value: Value) => boolean) =>
  values.filter(is).length / values.length;

describe('the interval over seeds', () => {
  it(`does not exist for fewer than ${fewestSeeds} values`, () => {
    expect(tInterval([0.1, 0.2])).toBe(null);
    expect(isAtMost([0.1, 0.2], 1)).toBe(null);
  });

  it('has a half-width of t · s/√n', () => {
    const values = [0.5, 0.625, 0.75, 0.71];
    const [low, high] = tInterval(values) as Interval;
    expect((high - low) / 2).toBeCloseTo((tQuantile(3, 95) * Number(std(values))) / Math.sqrt(4), 12);
  });

  it.each([2, 3, 5, 10, 11, 30, 100])(
    'with %i degrees of freedom has quantiles of the right probability',
    (degrees) => {
      for (const coverage of [90, 95] as const)
        expect(probabilityWithin(tQuantile(degrees, coverage), degrees)).toBeCloseTo(coverage / 100, 4);
    },
  );
});

describe('the interval of the standard deviation over seeds', () => {
  it('is wide for three seeds: 0, 1 and 2 leave it between 0.58 and 4.42, and two seeds leave it open', () => {
    expect(spreadInterval([0, 1, 2])?.map((end) => end.toFixed(2))).toEqual(['0.58', '4.42']);
    expect(spreadInterval([0, 1])).toBe(null);
  });

  it.each([2, 3, 5, 10, 11, 30])('with %i degrees of freedom has quantiles of the right probability', (degrees) => {
    for (const percent of [5, 95] as const)
      expect(chiSquaredBelow(chiSquaredQuantile(degrees, percent), degrees)).toBeCloseTo(percent / 100, 3);
  });
});

describe('the test of a common zig-zag', () => {
  it('of 5 seeds decides each way in one of 20 samples if exactly half is common', () => {
    const stream = randomStream('half in common');
    const verdicts = sampled(() => isMostlyOwn(commonZigZag(curvesWithCommon(0.5, 5, 31, stream)), 5, 31));
    for (const verdict of [true, false]) {
      // the quantiles come from 1,000 samples themselves
      expect(Math.abs(fraction(verdicts, (one) => one === verdict) - 0.05)).toBeLessThan(2 * within(0.05));
    }
  });
});

/** The probability that Student's variable is within ±t. */
function probabilityWithin(t: number, degrees: number): number {
  const scale = gamma((degrees + 1) / 2) / (Math.sqrt(degrees * Math.PI) * gamma(degrees / 2));
  return 2 * integrate((x) => scale * (1 + (x * x) / degrees) ** (-(degrees + 1) / 2), t);
}

/** The probability that a chi-squared variable is below x, from the density of its root. */
function chiSquaredBelow(x: number, degrees: number): number {
  const scale = 2 / (2 ** (degrees / 2) * gamma(degrees / 2));
  return integrate((root) => scale * root ** (degrees - 1) * Math.exp(-(root * root) / 2), Math.sqrt(x));
}

/** The integral from 0 to `end` by Simpson's rule. */
function integrate(density: (x: number) => number, end: number): number {
  const intervals = 2000;
  const terms = Array.from({ length: intervals + 1 }, (_, index) => {
    const weight = index === 0 || index === intervals ? 1 : index % 2 === 0 ? 2 : 4;
    return weight * density((end * index) / intervals);
  });
  return (end * mean(terms) * (intervals + 1)) / (3 * intervals);
}
