import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelLaws } from '../../properties/conformance/level.ts';
import { levelMutants, rightLevels } from '../../properties/mutants/level.ts';
import { describeLevel, levelOfAll, levelOfTrains, worstLevel } from '../../src/conformance/level.ts';
import { compareNeurons } from '../../src/conformance/vectors/compare-neurons.ts';

/** If a mutant breaks a law on every tenth input, this many inputs detect it with a probability of 96 %. */
const numRuns = 30;

describe('the level of spike trains', () => {
  it('ranks how close they are', () => {
    const expected = [[2, 5]];
    expect(levelOfTrains(expected, [[2, 5]], 8)).toEqual({ name: 'steps' });
    expect(describeLevel(levelOfTrains(expected, [[3, 6]], 8))).toBe('shifted, all one step late');
    expect(describeLevel(levelOfTrains(expected, [[1, 4]], 8))).toBe('shifted, all one step early');
    expect(describeLevel(levelOfTrains(expected, [[2, 6]], 8))).toBe('shifted, each within one step');
    expect(levelOfTrains(expected, [[2, 7]], 8)).toEqual({ name: 'counts' });
    expect(levelOfTrains([[2, 3, 5]], [[5, 6, 7]], 8)).toEqual({ name: 'rates' });
    expect(levelOfTrains(expected, [[0, 1, 2, 3, 5]], 8)).toEqual({ name: 'none' });
  });

  it('requires the count law if the rate is known', () => {
    // one spike every four steps; an additional one is within one of the expected count, but more than one above the
    // rate
    expect(levelOfTrains([[3, 7]], [[0, 1, 7]], 8, [0.25])).toEqual({ name: 'rates' });
    expect(levelOfTrains([[3, 7]], [[0, 7]], 8, [0.25])).toEqual({ name: 'counts' });
  });

  it('reports a wrong height before a voltage that deviates after the first spike', () => {
    const allowed = { voltage: 1e-9, spikeHeight: 1e-9 };
    const expected = { spikes: [[1]], spikeHeight: 1000, voltage: [[0.5], [0], [0.5]] };
    const stage = (voltage: readonly number[]) =>
      compareNeurons(expected, { ...expected, spikeHeight: 1, voltage: voltage.map((one) => [one]) }, 3, allowed)
        .divergence?.stage;
    expect(stage([0.5, 0, 0.25])).toBe('spike height');
    expect(stage([0.25, 0, 0.5])).toBe('voltage');
  });

  for (const law of levelLaws) it(law.statement, () => fc.assert(law.property(rightLevels)));

  for (const mutant of levelMutants) {
    it(`breaks a law if it ${mutant.difference}`, () => {
      const broken = levelLaws.filter((law) => fc.check(law.property(mutant), { numRuns, endOnFailure: true }).failed);
      expect(broken.map(({ id }) => id)).not.toEqual([]);
    });
  }

  it.each(levelLaws.map((law) => [law.id, law] as const))('has a mutant for every law: %s', (_, law) => {
    const caught = levelMutants.some(
      (mutant) => fc.check(law.property(mutant), { numRuns, endOnFailure: true }).failed,
    );
    expect(caught).toBe(true);
  });
});

describe('the level of several cases', () => {
  const reached = (name: 'bits' | 'steps' | 'counts' | 'none', spikes = 3) => ({ level: { name }, spikes });
  const shifted = (shift: 'late' | 'early' | 'either', spikes = 3) => ({
    level: { name: 'shifted', shift } as const,
    spikes,
  });

  it('is the lowest of all cases', () => {
    expect(worstLevel([reached('bits'), reached('counts'), reached('steps')])).toEqual({ name: 'counts' });
  });

  it('includes the direction of a shift if all cases with spikes share it', () => {
    expect(worstLevel([shifted('late'), shifted('late'), reached('bits', 0)])).toEqual({
      name: 'shifted',
      shift: 'late',
    });
    expect(worstLevel([shifted('late'), shifted('early')])).toEqual({ name: 'shifted', shift: 'either' });
    expect(worstLevel([shifted('late'), reached('steps')])).toEqual({ name: 'shifted', shift: 'either' });
  });

  it('is none without cases or without spikes', () => {
    expect(worstLevel([])).toEqual({ name: 'none' });
    expect(levelOfAll([], true)).toEqual({ name: 'none' });
    expect(levelOfAll([reached('bits', 0), reached('steps', 0)], false)).toEqual({ name: 'none' });
    expect(levelOfAll([reached('bits', 0), reached('steps', 0)], true)).toEqual({ name: 'steps' });
  });
});
