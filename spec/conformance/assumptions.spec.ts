import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laws } from '../../properties/laws.ts';
import { lifLaws } from '../../properties/neuron/lif.ts';
import { isApplicable } from '../../properties/runs.ts';
import { deviationsOf } from '../../src/conformance/assumption.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { profiles } from '../../src/conformance/choices/profiles.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { reference } from '../../src/conformance/reference.ts';
import { judgeVector } from '../../src/conformance/vectors/judge-vector.ts';
import { expectUnder } from '../../src/conformance/vectors/other-conventions.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { alsoSlow, describeSlow, isSlow, isThorough } from '../slow.ts';
import { otherConventions } from './other-conventions.ts';

/** The ids of the laws that do not hold under conventions, although they do not assume others. */
async function wronglyBroken(laws: readonly Law[], one: Conventions, numRuns: number): Promise<string[]> {
  const deviations = deviationsOf(one);
  const { name, precision, neuron } = simulatorOf(one);
  const implementation = { name, precision, neuron };
  const broken: string[] = [];
  for (const law of laws) {
    const isAssuming = law.assumes?.some((assumption) => deviations[assumption] !== undefined);
    if (isAssuming || !isApplicable(law, implementation)) continue;
    const { failed } = await fc.check(law.property(implementation, one), { numRuns, endOnFailure: true });
    if (failed) broken.push(law.id);
  }
  return broken;
}

describe('the assumptions of a law', () => {
  it('are reported in plain words', () => {
    expect(deviationsOf(nengoConventions)).toEqual({});
    expect(deviationsOf({ ...nengoConventions, reset: 'subtract' })).toEqual({ reset: 'reset is subtract' });
    expect(deviationsOf({ ...nengoConventions, spikeHeight: '1/dt' })).toEqual({
      spikeHeight: 'spikeHeight is 1/dt',
      amplitude: 'spikeHeight is 1/dt',
    });
  });

  // If a law breaks on half of all inputs, 4 inputs detect it with a probability of 94 %. The slow tests use 60, and all
  // conventions.
  it.each(otherConventions.filter((_, index) => isSlow || index % 4 === 0))(
    'are complete: the other laws hold under %s',
    alsoSlow,
    async (_, one) => {
      expect(await wronglyBroken(laws, one, isThorough ? 300 : isSlow ? 60 : 4)).toEqual([]);
    },
  );
});

describeSlow('the assumptions of a law', () => {
  const assuming = lifLaws.filter(({ assumes, clause }) => assumes && clause !== 'refusal');

  it.each(assuming.map((law) => [law.id, law] as const))('are needed: %s', async (_, law) => {
    let breaks = law.assumes?.every((assumption) => assumption === 'amplitude');
    for (const [, one] of otherConventions) {
      const deviations = deviationsOf(one);
      const isOther = law.assumes?.some((assumption) => deviations[assumption] !== undefined);
      if (isOther) breaks ||= (await fc.check(law.property(simulatorOf(one)), { endOnFailure: true })).failed;
    }
    expect(breaks).toBe(true);
  });
});

describeSlow('a network of neurons with other conventions', () => {
  const vectors = publishedVectors().filter((vector) => vector.capability === 'network');
  const failing = async (judged: Conventions, network: Implementation['network']) => {
    const implementation = { name: 'network', precision: 'float64', network } as Implementation;
    const failed: string[] = [];
    for (const published of vectors) {
      const vector = expectUnder(published, judged, 'float64');
      if (vector !== undefined && (await judgeVector(vector, implementation)).outcome === 'failed')
        failed.push(vector.id);
    }
    return failed;
  };

  it.each(['norse-box', 'nest', 'snntorch-subtract'])(
    'passes every vector that applies, and Nengo’s does not: %s',
    async (id) => {
      const conventions = profiles.find((one) => one.id === id)?.conventions as Conventions;
      expect(await failing(conventions, simulatorOf({ ...conventions, form: 'towards' }).network)).toEqual([]);
      expect((await failing(conventions, reference('float64').network)).length).toBeGreaterThan(10);
    },
  );
});
