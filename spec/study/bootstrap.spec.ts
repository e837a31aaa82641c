import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import { bootstrapInterval, fewestSeeds } from '../../src/study/statistics/bootstrap.ts';

describe('the bootstrap interval over seeds', () => {
  const values = [0.1, 0.2, 0.6, 0.7];

  it('contains the mean, lies within the range of the values, and is a point if they are all equal', () => {
    const [low, high] = bootstrapInterval(values, 'any') as [number, number];
    expect(low).toBeLessThan(0.4);
    expect(high).toBeGreaterThan(0.4);
    expect(low).toBeGreaterThanOrEqual(0.1);
    expect(high).toBeLessThanOrEqual(0.7);
    expect(bootstrapInterval([0.25, 0.25, 0.25], 'any')).toEqual([0.25, 0.25]);
  });

  it('depends on its name: the same name gives the same bits, another name different ones', () => {
    expect(bootstrapInterval(values, 'any')).toEqual(bootstrapInterval(values, 'any'));
    const irregular = Array.from({ length: 12 }, randomStream('irregular'));
    const drawn = ['a', 'b', 'c', 'd'].map((name) => JSON.stringify(bootstrapInterval(irregular, name)));
    expect(new Set(drawn).size).toBe(4);
  });

  it(`does not exist for fewer than ${fewestSeeds} values`, () => {
    expect(bootstrapInterval([0.1, 0.2], 'any')).toBe(null);
    expect(bootstrapInterval([0.1, 0.2, 0.3], 'any')).not.toBe(null);
  });

  it('has the width of a normal interval: ±1.96/√100 for 100 values of standard deviation 1', () => {
    const coins = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? -1 : 1));
    const [low, high] = bootstrapInterval(coins, 'coins') as [number, number];
    // the mean of 100 coins is a multiple of 0.02, and a quantile of 2,000 draws is within 0.01 of its true value
    expect(Math.abs(low + 0.196)).toBeLessThan(0.03);
    expect(Math.abs(high - 0.196)).toBeLessThan(0.03);
  });

  it.each([
    [3, 0.75],
    [5, 0.83],
    [10, 0.89],
  ])(
    'of %i seeds covers the true mean in a fraction of %d of samples, which is less than 95 % for few seeds',
    (seeds, fraction) => {
      const stream = randomStream(`${seeds} made-up seeds`);
      const samples = 400;
      const holds = Array.from({ length: samples }, (_, sample) => {
        const [low, high] = bootstrapInterval(
          Array.from({ length: seeds }, () => normal(stream)),
          `sample ${sample}`,
          1000,
        ) as [number, number];
        return low <= 0 && high >= 0;
      }).filter(Boolean).length;
      // three standard deviations of at most 0.022 for the fraction of 400 samples
      expect(Math.abs(holds / samples - fraction)).toBeLessThan(0.066);
    },
  );
});

/** The sum of twelve uniform numbers: nearly normal, with mean 0 and standard deviation 1. */
function normal(stream: RandomStream): number {
  return Array.from({ length: 12 }, stream).reduce((sum, value) => sum + value, -6);
}
