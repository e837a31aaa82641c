import { gamma } from 'mathjs/number';
import { describe, expect, it } from 'vitest';
import { drawNormal } from '../../properties/oracles/fluctuating-lif.ts';
import { randomStream } from '../../src/base/random.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { fewestSeeds, type Interval, isAtMost, tInterval, tQuantile } from '../../src/study/statistics/t-interval.ts';

describe('the interval over seeds', () => {
  it('is wide for three seeds: 50, 62.5 and 75 % leave the mean between 31 and 94 %', () => {
    expect((tInterval([0.5, 0.625, 0.75]) as Interval).map((end) => end.toFixed(2))).toEqual(['0.31', '0.94']);
  });

  it(`does not exist for fewer than ${fewestSeeds} values`, () => {
    expect(tInterval([0.1, 0.2])).toBe(null);
    expect(isAtMost([0.1, 0.2], 1)).toBe(null);
  });

  it.each([2, 3, 5, 10, 11, 30, 100])(
    'with %i degrees of freedom has quantiles of the right probability',
    (degrees) => {
      for (const coverage of [90, 95] as const)
        expect(probabilityWithin(tQuantile(degrees, coverage), degrees)).toBeCloseTo(coverage / 100, 4);
    },
  );

  it.each([3, 5, 10])(
    'of %i seeds covers the true mean in 95 % of samples, where a bootstrap covers fewer',
    (seeds) => {
      const stream = randomStream(`${seeds} made-up seeds`);
      const samples = Array.from({ length: 2000 }, () => Array.from({ length: seeds }, () => drawNormal(stream)));
      const covered = (interval: (values: readonly number[]) => Interval | null) =>
        samples.map((values) => interval(values)).filter((ends) => ends !== null && ends[0] <= 0 && ends[1] >= 0)
          .length / samples.length;
      // four standard deviations of a fraction of 2,000 samples
      expect(Math.abs(covered(tInterval) - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 2000));
      expect(covered(percentileBootstrap)).toBeLessThan(0.93);
    },
  );
});

describe('the test against a margin', () => {
  it.each([
    [[0.001, 0.002, 0.003], true],
    [[0.031, 0.032, 0.033], false],
    [[-0.05, 0.01, 0.06], null],
  ])('of 1 point for %j is %s', (differences, verdict) => {
    expect(isAtMost(differences, 0.01)).toBe(verdict);
  });

  it('shows what is false in at most 5 % of samples: a mean exactly at the margin', () => {
    const stream = randomStream('at the margin');
    const samples = Array.from({ length: 2000 }, () => Array.from({ length: 5 }, () => 1 + drawNormal(stream)));
    for (const verdict of [true, false]) {
      const shown = samples.filter((sample) => isAtMost(sample, 1) === verdict).length / samples.length;
      expect(Math.abs(shown - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 2000));
    }
  });
});

/** Simpson's rule over Student's density. */
function probabilityWithin(t: number, degrees: number): number {
  const scale = gamma((degrees + 1) / 2) / (Math.sqrt(degrees * Math.PI) * gamma(degrees / 2));
  const density = (x: number) => scale * (1 + (x * x) / degrees) ** (-(degrees + 1) / 2);
  const intervals = 2000;
  const terms = Array.from({ length: intervals + 1 }, (_, index) => {
    const weight = index === 0 || index === intervals ? 1 : index % 2 === 0 ? 2 : 4;
    return weight * density((t * index) / intervals);
  });
  return (2 * t * terms.reduce((sum, term) => sum + term, 0)) / (3 * intervals);
}

/** The interval that is too short for few seeds. */
function percentileBootstrap(values: readonly number[]): Interval {
  const stream = randomStream(`bootstrap ${values[0]}`);
  const again = () => mean(values.map(() => values[Math.floor(stream() * values.length)] as number));
  const means = Array.from({ length: 200 }, again).sort((a, b) => a - b);
  return [means[5] as number, means[194] as number];
}
