import { describe, expect, it } from 'vitest';
import { otherNeurons } from '../../properties/mutants/other-neurons.ts';
import { askProbes } from '../../src/conformance/conventions/answers.ts';
import { readFingerprint } from '../../src/conformance/conventions/fingerprint.ts';
import { profiles } from '../../src/conformance/conventions/profiles.ts';

/** All known simulators; the whole family is tried in other-neurons.full.ts. */
const members = profiles.map(({ conventions }) => conventions);

const named = otherNeurons.map((neuron) => [neuron.difference, neuron] as const);

describe('the fingerprint of a neuron of another model', () => {
  it.each(named)('is none, with the nearest and where it deviates: one that %s', async (_, neuron) => {
    const { outcome, conventions, nearest } = readFingerprint(await askProbes(neuron), 'float64', members);
    expect({ outcome, conventions }).toEqual({ outcome: 'outside', conventions: null });
    expect(nearest?.deviation).toMatchObject({ probe: expect.any(String), step: expect.any(Number) });
  });
});
