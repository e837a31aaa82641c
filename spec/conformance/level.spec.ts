import { describe, expect, it } from 'vitest';
import { type Level, levelOfTrains, worstLevel } from '../../src/conformance/level.ts';

describe('the level of spike trains', () => {
  it.each<[string, Level, expected: number[][], got: number[][]]>([
    ['the same', 'steps', [[2, 5, 9]], [[2, 5, 9]]],
    ['one step late, the last beyond the end', 'shifted', [[2, 5, 11]], [[3, 6]]],
    ['one step early', 'shifted', [[2, 5], [7]], [[1, 4], [6]]],
    ['one step early, with one expected just after the end', 'shifted', [[2, 5], [7]], [[1, 4, 11], [6]]],
    ['late and early', 'none', [[2, 5]], [[3, 4]]],
    ['late in the second train only', 'none', [[2], [3, 6]], [[2], [4, 7]]],
    ['two steps late', 'none', [[2, 5, 9]], [[4, 7, 11]]],
    ['lost once', 'none', [[2, 5, 9]], [[5, 9]]],
    ['of fewer neurons', 'none', [[2], [5]], [[2]]],
    ['absent', 'none', [[11]], [[]]],
    ['not expected', 'none', [[]], [[11]]],
    ['in the wrong order', 'none', [[2, 5, 9]], [[9, 5, 2]]],
    ['beyond the end', 'none', [[2, 5, 11]], [[3, 6, 12]]],
    ['before the start', 'none', [[0, 5, 9]], [[-1, 4, 8]]],
  ])('of 12 steps is found if spikes are %s: %s', (_, level, expected, got) => {
    expect(levelOfTrains(expected, got, 12)).toBe(level);
  });
});

it('the level of several cases is the lowest, or none without cases', () => {
  expect(worstLevel(['bits', 'shifted', 'steps'])).toBe('shifted');
  expect(worstLevel([])).toBe('none');
});
