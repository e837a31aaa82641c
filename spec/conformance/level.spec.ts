import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelLaws } from '../../properties/conformance/level.ts';
import { levelMutants, rightLevels } from '../../properties/mutants/level.ts';
import { describeLevel, type Level, levelOfAll, levelOfTrains, worstLevel } from '../../src/conformance/level.ts';
import { describeWrong } from '../wrong-subjects.ts';

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

  for (const law of levelLaws) it(law.statement, () => fc.assert(law.property(rightLevels)));
});

// if a mutant breaks a law on every tenth input, 30 inputs detect it with a probability of 96 %
describeWrong('level', levelLaws, levelMutants, 30, (mutant) => mutant);

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
