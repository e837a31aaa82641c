import { describe, expect, it } from 'vitest';
import { explainVariation, type MeasuredVariation, variationsOf } from '../../src/study/explanation/variation.ts';

const right = (count: number) => Array.from({ length: 100 }, (_, image) => (image < count ? 1 : 0));
const variations = variationsOf(3, { dtSeconds: 0.001, steps: 30 });
const measured = (name: string, floored: number, free: number | null) => {
  const variation = variations.find((one) => one.name === name) as (typeof variations)[number];
  const result: MeasuredVariation = {
    ...variation,
    floored: right(floored),
    free: free === null ? null : right(free),
    before: { floored: right(80), free: right(98) },
  };
  return explainVariation(result);
};

describe('the variations of an explanation', () => {
  it('are the floor in one layer or all but one, another reset, other steps, and a longer window', () => {
    expect(variations.map(({ name }) => name)).toEqual([
      'floor in layer 1 only',
      'floor in layer 2 only',
      'floor in layer 3 only',
      'floor in all but layer 1',
      'floor in all but layer 2',
      'floor in all but layer 3',
      'reset by subtraction',
      'steps of 0.25 ms',
      'steps of 2 ms',
      '120 ms instead of 30',
    ]);
    expect(variations.map(({ change }) => change).slice(4)).toEqual([
      { flooredLayers: [0, 2] },
      { flooredLayers: [0, 1] },
      { reset: 'subtract' },
      { dtSeconds: 0.00025, steps: 120 },
      { dtSeconds: 0.002, steps: 15 },
      { steps: 120 },
    ]);
  });

  it('have no duplicates for two layers, where "only one" and "all but the other" coincide', () => {
    const names = variationsOf(2, { dtSeconds: 0.001, steps: 30 }).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('floor'))).toEqual([
      'floor in layer 1 only',
      'floor in layer 2 only',
    ]);
  });

  it('recover the accuracy if they are no worse with the floor than the network without it', () => {
    expect(measured('120 ms instead of 30', 97, 98).recovers).toBe(true);
    expect(measured('120 ms instead of 30', 85, 98).recovers).toBe(false);
  });
});
