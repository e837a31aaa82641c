import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builderLaws } from '../../properties/network/build.ts';
import { productsPerStep } from '../../src/conformance/protocol/capabilities.ts';
import {
  type Architecture,
  convolvedShape,
  miniature,
  planLayers,
  tutorial,
} from '../../src/simulator/network/architecture.ts';
import { build, startingVoltage } from '../../src/simulator/network/build.ts';

describe('an architecture', () => {
  it('multiplies the input of each neuron by all weights of a kernel, and the last spikes by those of every class', () => {
    const layers = 21632 * 3 * 3 + 9216 * 3 * 3 * 32 + 3200 * 3 * 3 * 64;
    expect(productsPerStep(tutorial)).toBe(layers + 3200 * 10);
  });

  it('has as many positions for a kernel as fit, with the padding on both sides', () => {
    const digit = { rows: 28, columns: 26, channels: 1 };
    const shapeOf = (kernelSize: number, stride: number, padding?: number) => {
      const { rows, columns } = convolvedShape(digit, { kernelSize, stride, channels: 1, ...(padding && { padding }) });
      return [rows, columns];
    };
    expect(shapeOf(3, 1)).toEqual([26, 24]);
    expect(shapeOf(3, 4)).toEqual([7, 6]); // a kernel of 3 with stride 4 covers 27 of 28 rows and 23 of 26 columns
    expect(shapeOf(5, 1, 2)).toEqual([28, 26]);
    expect(shapeOf(5, 2, 1)).toEqual([13, 12]);
  });

  const one = (layer: object) => ({ hidden: [{ kernelSize: 3, stride: 1, channels: 1, ...layer }] });

  it.each([
    ['a kernel larger than the image', one({ kernelSize: 29 }), 'input.rows must be a whole number of 29 or more'],
    ['a stride of 0', one({ stride: 0 }), 'stride must be a whole number of 1 or more, but is 0'],
    ['a padding as large as the kernel', one({ padding: 3 }), 'padding must be below 3, but is 3'],
    ['no layers', { hidden: [] }, 'number of hidden layers must be a whole number of 1 or more, but is 0'],
    ['one class', { classes: 1 }, 'classes must be a whole number of 2 or more, but is 1'],
    ['a read-out without a filter', { readoutTauSeconds: 0 }, 'readoutTauSeconds must be a finite number above 0'],
  ])('is refused with %s', (_, change, message) => {
    expect(() => planLayers({ ...tutorial, ...change } as Architecture)).toThrow(message);
  });
});

describe('a network built from a seed', () => {
  it('has initial voltages that its seed draws, and records the amplitude that it is intended for', () => {
    expect(build(miniature, 7).initialVoltage).toEqual(startingVoltage(miniature, 7, 'uniform'));
    expect(build(miniature, 0).trainedAmplitude).toBe(0.01);
    expect(build(miniature, 0, { amplitude: 0.5 }).trainedAmplitude).toBe(0.5);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('is refused for the seed %d', (seed) => {
    expect(() => build(miniature, seed)).toThrow(/seed must be a whole number of 0 or more, but is/);
  });

  for (const law of builderLaws) it(`${law.clause}: ${law.statement}`, () => fc.assert(law.property(build)));
});
