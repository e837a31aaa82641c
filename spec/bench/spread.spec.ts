import { describe, expect, it } from 'vitest';
import { pairedRatios, spreadOf } from '../../bench/spread.ts';

describe('measurements of a noisy machine', () => {
  it('are summarized by median, minimum and maximum', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(spreadOf([4, 1, 2, 10])).toEqual({ median: 3, least: 1, most: 10 });
  });

  it('are sorted as numbers, in a copy', () => {
    const values = [10, 9, 100];
    expect(spreadOf(values).median).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  it('are compared in pairs, so a slow minute has no effect', () => {
    expect(pairedRatios([10, 12, 3], [5, 6, 1.5])).toEqual({ median: 2, least: 2, most: 2 });
    // the quotient of the medians would be 25/7.5
    expect(pairedRatios([10, 40], [5, 10])).toEqual({ median: 3, least: 2, most: 4 });
  });

  it('are refused if there are none, or if one is unpaired', () => {
    expect(() => spreadOf([])).toThrow('values must not be empty');
    expect(() => pairedRatios([1], [1, 2])).toThrow('expected 2 values, got 1');
  });
});
