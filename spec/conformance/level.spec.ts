import { describe, expect, it } from 'vitest';
import { describeLevel, type Level, levelOfAll, levelOfTrains, worstLevel } from '../../src/conformance/level.ts';

describe('the level of spike trains', () => {
  it('says in which direction they are shifted', () => {
    const described = (got: number[]) => describeLevel(levelOfTrains([[2, 5]], [got], 8));
    expect(described([3, 6])).toBe('shifted, all one step late');
    expect(described([1, 4])).toBe('shifted, all one step early');
    expect(described([2, 6])).toBe('shifted, each within one step');
  });

  it('requires the count law if the rate is known', () => {
    // one spike every four steps; an additional one is within one of the expected count, but more than one above the
    // rate
    expect(levelOfTrains([[3, 7]], [[0, 1, 7]], 8, [0.25])).toEqual({ name: 'rates' });
    expect(levelOfTrains([[3, 7]], [[0, 7]], 8, [0.25])).toEqual({ name: 'counts' });
  });

  it.each<[string, Level, expected: number[][], got: number[][]]>([
    ['the same', { name: 'steps' }, [[2, 5, 9]], [[2, 5, 9]]],
    ['one step late, the last beyond the end', { name: 'shifted', shift: 'late' }, [[2, 5, 11]], [[3, 6]]],
    ['two steps late', { name: 'counts' }, [[2, 5, 9]], [[2, 7, 9]]],
    ['late in the second train only', { name: 'counts' }, [[2], [3, 6]], [[2], [3, 8]]],
    ['lost once', { name: 'counts' }, [[2, 5, 9]], [[5, 9]]],
    ['lost twice', { name: 'none' }, [[2, 5, 9]], [[9]]],
    ['missing for a while, but complete in the end', { name: 'rates' }, [[2, 5, 9]], [[9, 10, 11]]],
    ['of fewer neurons', { name: 'none' }, [[2], [5]], [[2]]],
    ['absent', { name: 'none' }, [[5]], [[]]],
    ['not expected', { name: 'none' }, [[]], [[5]]],
    ['in the wrong order', { name: 'none' }, [[2, 5, 9]], [[9, 5, 2]]],
    ['beyond the end', { name: 'none' }, [[2, 5, 11]], [[2, 5, 12]]],
    ['before the start', { name: 'none' }, [[0, 5, 9]], [[-1, 5, 9]]],
  ])('of 12 steps is found if spikes are %s: %o', (_, level, expected, got) => {
    expect(levelOfTrains(expected, got, 12)).toEqual(level);
  });
});

describe('the level of several cases', () => {
  const reached = (level: Level, spikes = 3) => ({ level, spikes });
  const bits = reached({ name: 'bits' });
  const late = reached({ name: 'shifted', shift: 'late' });
  const early = reached({ name: 'shifted', shift: 'early' });
  const silent = [reached({ name: 'bits' }, 0), reached({ name: 'steps' }, 0)];

  it.each<[string, Parameters<typeof worstLevel>[0], Level]>([
    ['the lowest', [bits, reached({ name: 'counts' }), reached({ name: 'steps' })], { name: 'counts' }],
    ['late if all cases with spikes are', [late, late, ...silent], { name: 'shifted', shift: 'late' }],
    ['either way if directions differ', [late, early], { name: 'shifted', shift: 'either' }],
    ['either way if some are not shifted', [late, reached({ name: 'steps' })], { name: 'shifted', shift: 'either' }],
    ['none without cases', [], { name: 'none' }],
  ])('is %s', (_, cases, level) => {
    expect(worstLevel(cases)).toEqual(level);
    expect(levelOfAll(cases, true)).toEqual(level);
  });

  it('is none if the implementation has never fired', () => {
    expect(levelOfAll(silent, false)).toEqual({ name: 'none' });
    expect(levelOfAll(silent, true)).toEqual({ name: 'steps' });
  });
});
