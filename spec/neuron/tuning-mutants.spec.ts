import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Law } from '../../properties/law.ts';
import { isApplicable } from '../../properties/law.ts';
import type { Mutant } from '../../properties/mutants/mutant.ts';
import { synapseMutants } from '../../properties/mutants/synapse.ts';
import { tuningMutants } from '../../properties/mutants/tuning.ts';
import { rateLaws } from '../../properties/neuron/rate.ts';
import { tuningLaws } from '../../properties/neuron/tuning.ts';
import { lowPassLaws } from '../../properties/synapse/low-pass.ts';

const laws = [...lowPassLaws, ...tuningLaws, ...rateLaws.filter(({ needs }) => needs.includes('tuning'))];
const killed = new Map<string, string[]>();

describe('every wrong tuning breaks a law', () => {
  it.each([...synapseMutants, ...tuningMutants])('$name', async (mutant) => {
    const broken = await lawsBrokenBy(mutant);
    killed.set(mutant.name, broken);
    expect(broken).not.toEqual([]);
  });

  it('every law catches one of them', () => {
    const caught = new Set([...killed.values()].flat());
    expect(laws.map((law) => law.id).filter((id) => !caught.has(id))).toEqual([]);
  });
});

async function lawsBrokenBy(mutant: Mutant): Promise<string[]> {
  const broken: string[] = [];
  for (const law of laws as readonly Law[]) {
    if (isApplicable(law, mutant) && (await fc.check(law.property(mutant), { endOnFailure: true })).failed)
      broken.push(law.id);
  }
  return broken;
}
