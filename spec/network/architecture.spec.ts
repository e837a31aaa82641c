import { describe, expect, it } from 'vitest';
import {
  type Architecture,
  architectures,
  convolvedShape,
  miniature,
  planLayers,
  productsPerStep,
  tutorial,
} from '../../src/simulator/network/architecture.ts';

describe('an architecture', () => {
  it('has layers of 21,632, 9,216 and 3,200 neurons in the tutorial', () => {
    expect(planLayers(tutorial).map((layer) => layer.neurons)).toEqual([21632, 9216, 3200]);
    expect(planLayers(tutorial).map((layer) => [layer.kernelName, layer.name])).toEqual([
      ['conv1', 'layer1'],
      ['conv2', 'layer2'],
      ['conv3', 'layer3'],
    ]);
  });

  it('has 656 neurons in the miniature', () => {
    expect(planLayers(miniature).map((layer) => layer.neurons)).toEqual([512, 144]);
  });

  it('multiplies the input of each neuron by all weights of a kernel, and the last spikes by those of every class', () => {
    const layers = 21632 * 3 * 3 + 9216 * 3 * 3 * 32 + 3200 * 3 * 3 * 64;
    expect(productsPerStep(tutorial)).toBe(layers + 3200 * 10);
  });

  it('has as many positions for a kernel as fit without padding', () => {
    const digit = { rows: 28, columns: 28, channels: 1 };
    const shape = convolvedShape(digit, { kernelSize: 3, stride: 1, channels: 32 });
    expect(shape).toEqual({ rows: 26, columns: 26, channels: 32 });
    // a kernel of 3 with stride 3 covers 6 of 7 columns
    expect(convolvedShape({ ...digit, columns: 7 }, { kernelSize: 3, stride: 3, channels: 1 }).columns).toBe(2);
  });

  it('is larger by the padding on both sides', () => {
    const layer = { kernelSize: 5, stride: 1, channels: 8 };
    const digit = { rows: 28, columns: 26, channels: 1 };
    expect(convolvedShape(digit, { ...layer, padding: 2 })).toEqual({ rows: 28, columns: 26, channels: 8 });
    expect(convolvedShape(digit, { ...layer, stride: 2, padding: 1 })).toEqual({ rows: 13, columns: 12, channels: 8 });
  });

  it('is listed by name', () => {
    for (const [name, architecture] of Object.entries(architectures)) expect(architecture.name).toBe(name);
  });

  const one = (layer: object) => ({ hidden: [{ kernelSize: 3, stride: 1, channels: 1, ...layer }] });

  it.each([
    ['a kernel larger than the image', one({ kernelSize: 29 }), 'input.rows must be a whole number of 29 or more'],
    ['a kernel of fractional size', one({ kernelSize: 1.5 }), 'kernelSize must be a whole number of 1 or more'],
    ['a stride of 0', one({ stride: 0 }), 'stride must be a whole number of 1 or more, but is 0'],
    ['no channels', one({ channels: 0 }), 'channels must be a whole number of 1 or more, but is 0'],
    ['a negative padding', one({ padding: -1 }), 'padding must be a whole number of 0 or more, but is -1'],
    ['a padding as large as the kernel', one({ padding: 3 }), 'padding must be below 3, but is 3'],
    ['no layers', { hidden: [] }, 'number of hidden layers must be a whole number of 1 or more, but is 0'],
    ['one class', { classes: 1 }, 'classes must be a whole number of 2 or more, but is 1'],
    ['a read-out without a filter', { readoutTauSeconds: 0 }, 'readoutTauSeconds must be a finite number above 0'],
  ])('is refused with %s', (_, change, message) => {
    const planned = () => planLayers({ ...tutorial, ...change } as Architecture);
    expect(planned).toThrow(RangeError);
    expect(planned).toThrow(message);
  });
});
