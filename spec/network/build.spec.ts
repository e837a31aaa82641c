import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builderLaws } from '../../properties/network/build.ts';
import { miniature, tutorial } from '../../src/simulator/network/architecture.ts';
import { build, startingVoltage } from '../../src/simulator/network/build.ts';

describe('a network built from a seed', () => {
  it('has 288 weights in its first kernel and 124,682 in total', () => {
    const { layers, readout } = build(tutorial, 0);
    expect(layers[0]?.kernel.length).toBe(288);
    const sizes = layers.map(({ kernel, kernelBias }) => kernel.length + kernelBias.length);
    expect(sizes.reduce((sum, size) => sum + size, readout.weight.length + readout.bias.length)).toBe(124_682);
  });

  it('has the same weights with both kinds of initial voltages', () => {
    expect(build(miniature, 7, { initialVoltage: 'zero' }).layers).toEqual(build(miniature, 7).layers);
    expect(build(miniature, 7).initialVoltage).toEqual(startingVoltage(miniature, 7, 'uniform'));
  });

  it('records the amplitude that it is intended for', () => {
    expect(build(miniature, 0).trainedAmplitude).toBe(0.01);
    expect(build(miniature, 0, { amplitude: 0.5 }).trainedAmplitude).toBe(0.5);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('is refused for the seed %d', (seed) => {
    expect(() => build(miniature, seed)).toThrow(/seed must be a whole number of 0 or more, but is/);
  });

  it('is refused for an invalid architecture', () => {
    expect(() => build({ ...miniature, hidden: [] }, 0)).toThrow('number of hidden layers');
  });

  for (const law of builderLaws) it(`${law.clause}: ${law.statement}`, () => fc.assert(law.property(build)));
});
