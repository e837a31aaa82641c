import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tuningControls } from '../../properties/controls/tuning.ts';
import { isApplicable, type Law } from '../../properties/law.ts';
import { seededMutants } from '../../properties/mutants/seeded.ts';
import { synapseMutants } from '../../properties/mutants/synapse.ts';
import { tuningMutants } from '../../properties/mutants/tuning.ts';
import { rateLaws } from '../../properties/neuron/rate.ts';
import { tuningLaws } from '../../properties/neuron/tuning.ts';
import { seededLaws } from '../../properties/seeded.ts';
import { lowPassLaws } from '../../properties/synapse/low-pass.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';

const laws = [...lowPassLaws, ...tuningLaws, ...seededLaws, ...rateLaws];
const mutants = [...synapseMutants, ...tuningMutants, ...seededMutants];
const killed = new Map<string, string[]>();

describe('every wrong tuning breaks a law', () => {
  it.each(mutants)('$name', async (mutant) => {
    const broken = await lawsBrokenBy(mutant);
    killed.set(mutant.name, broken);
    expect(broken).not.toEqual([]);
  });

  it('every law catches one of them, but for the one that is about the neuron', () => {
    const caught = new Set([...killed.values()].flat());
    expect(laws.map((law) => law.id).filter((id) => !caught.has(id))).toEqual(['rate/quantised-in-window']);
  });

  it.each(tuningControls)('a right one breaks none: $name', async (control) => {
    expect(await lawsBrokenBy(control)).toEqual([]);
  });
});

async function lawsBrokenBy(implementation: Implementation): Promise<string[]> {
  const broken: string[] = [];
  for (const law of laws as readonly Law[]) {
    if (!isApplicable(law, implementation)) continue;
    const { failed } = await fc.check(law.property(implementation), { endOnFailure: true, numRuns: 40 });
    if (failed) broken.push(law.id);
  }
  return broken;
}
