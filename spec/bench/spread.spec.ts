import { describe, expect, it } from 'vitest';
import { pairedRatios, spreadOf } from '../../bench/spread.ts';

describe('measurements of a noisy machine', () => {
  it('are told by their median, least and most', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(spreadOf([4, 1, 2, 10])).toEqual({ median: 3, least: 1, most: 10 });
  });

  it('are sorted as numbers, and stay in their order', () => {
    const values = [10, 9, 100];
    expect(spreadOf(values).median).toBe(10);
    expect(values).toEqual([10, 9, 100]);
  });

  it('are compared pair by pair, so that a slow minute does not count', () => {
    // the third round ran four times slower for both: the medians of each list would give 12/5
    expect(pairedRatios([10, 12, 3], [5, 6, 1.5])).toEqual({ median: 2, least: 2, most: 2 });
    expect(pairedRatios([10, 40], [5, 10])).toEqual({ median: 3, least: 2, most: 4 });
  });

  it('are refused if there is none, or one without its pair', () => {
    expect(() => spreadOf([])).toThrow('values must be one or more, but are none');
    expect(() => pairedRatios([1], [1, 2])).toThrow('values must be 2 as those beside them, but are 1');
  });
});
