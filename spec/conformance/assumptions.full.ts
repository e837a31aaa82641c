import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { deviationsOf } from '../../src/conformance/assumption.ts';
import { simulatorOf } from '../../src/conformance/conventions/simulate.ts';
import { otherConventions } from './other-conventions.ts';

describe('the assumptions of a law', () => {
  const assuming = lifLaws.filter(({ assumes, subject }) => assumes && subject !== 'refusal');

  it.each(assuming.map((law) => [law.id, law] as const))('are needed: %s', async (_, law) => {
    let breaks = law.assumes?.every((assumption) => assumption === 'amplitude');
    for (const [, one] of otherConventions) {
      const deviations = deviationsOf(one);
      const isOther = law.assumes?.some((assumption) => deviations[assumption] !== undefined);
      if (isOther) breaks ||= (await fc.check(law.property(simulatorOf(one)), { endOnFailure: true })).failed;
    }
    expect(breaks).toBe(true);
  });

  it.each(otherConventions)('are complete: the other laws hold under %s', async (_, one) => {
    const deviations = deviationsOf(one);
    const broken: string[] = [];
    for (const law of lifLaws) {
      if (law.assumes?.some((assumption) => deviations[assumption] !== undefined)) continue;
      const { failed } = await fc.check(law.property(simulatorOf(one), one), { numRuns: 300, endOnFailure: true });
      if (failed) broken.push(law.id);
    }
    expect(broken).toEqual([]);
  });
});
