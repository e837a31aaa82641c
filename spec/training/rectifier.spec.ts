import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rectifiersIgnoreAmplitude } from '../../properties/observed/rectifier.ts';
import { readoutWith, rectifier } from '../../properties/oracles/rectifier.ts';
import { rateHz } from '../../src/simulator/neuron/rate.ts';

const lif = { tauRcSeconds: 0.02, tauRefSeconds: 0.002 };

describe('a network of rectifiers without biases', () => {
  it(`${rectifiersIgnoreAmplitude.clause}: ${rectifiersIgnoreAmplitude.statement}`, () =>
    fc.assert(rectifiersIgnoreAmplitude.property(readoutWith(rectifier, false))));

  it.each([
    ['biases', readoutWith(rectifier, true)],
    ['a threshold', readoutWith((current) => rectifier(current - 0.01), false)],
    ['the rates of LIF neurons', readoutWith((current) => rateHz(current, lif), false)],
  ])('changes with the amplitude if it has %s', async (_, readout) => {
    expect((await fc.check(rectifiersIgnoreAmplitude.property(readout), { numRuns: 100 })).failed).toBe(true);
  });
});
