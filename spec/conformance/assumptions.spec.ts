import { describe, expect, it } from 'vitest';
import { laws } from '../../properties/laws.ts';
import { deviationsOf } from '../../src/conformance/assumption.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { assumptionsOf } from '../../src/conformance/vectors/other-conventions.ts';
import type { NeuronVector, Vector } from '../../src/conformance/vectors/vector.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { otherConventions, wronglyBroken } from './other-conventions.ts';

describe('the assumptions of a law', () => {
  it('are reported in plain words', () => {
    expect(deviationsOf(nengoConventions)).toEqual({});
    expect(deviationsOf({ ...nengoConventions, reset: 'subtract' })).toEqual({ reset: 'reset is subtract' });
    expect(deviationsOf({ ...nengoConventions, spikeHeight: '1/dt' })).toEqual({
      spikeHeight: 'spikeHeight is 1/dt',
      amplitude: 'has no amplitude',
    });
  });

  // If a law breaks on half of all inputs, 4 inputs detect it with a probability of 94 %. assumptions.full.ts uses 300.
  it.each(otherConventions)('are complete: the other laws hold under %s', async (_, one) => {
    expect(await wronglyBroken(laws, one, 4)).toEqual([]);
  });

  it('do not exclude the laws about the amplitude, which hold under all conventions', () => {
    const free = laws.filter(({ assumes = [] }) => assumes.every((assumption) => assumption === 'amplitude'));
    const ids = free.map(({ id }) => id);
    expect(ids).toContain('lif/spikes-ignore-amplitude');
    expect(ids).toContain('lif/doubled-amplitude-doubles');
    expect(ids).toContain('network/unchanged-at-the-same-amplitude');
    expect(ids).toContain('network/gauge-by-powers-of-two');
  });
});

describe('a vector', () => {
  const without = (one: Partial<Conventions>) => Object.keys(deviationsOf({ ...nengoConventions, ...one }));
  const applicable = (deviating: readonly string[]) =>
    publishedVectors().filter((vector) => assumptionsOf(vector).every((one) => !deviating.includes(one)));

  it.each<[string, Partial<Conventions>, (vector: NeuronVector) => boolean]>([
    ['an amplitude', { spikeHeight: '1' }, ({ claim }) => claim === 'C4' || claim === 'C7'],
    ['a floor', { floor: 'none' }, ({ clause, input }) => clause === 'floor' && input.minVoltage !== null],
    [
      'a refractory period',
      { refractory: { kind: 'none' } },
      ({ clause, input }) => clause === 'refractory' && input.tauRefSeconds > 0,
    ],
  ])('about %s is not applicable to an implementation without it', (_, one, isAbout) => {
    const answered = (vectors: readonly Vector[]) =>
      vectors.filter((vector) => vector.kind === 'answer' && vector.capability === 'neuron');
    expect(answered(applicable([])).some((vector) => isAbout(vector as NeuronVector))).toBe(true);
    expect(answered(applicable(without(one))).filter((vector) => isAbout(vector as NeuronVector))).toEqual([]);
  });
});
