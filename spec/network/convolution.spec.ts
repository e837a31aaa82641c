import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallArchitecture } from '../../properties/arbitraries/network.ts';
import { directConvolution } from '../../properties/oracles/convolution.ts';
import { float32, float64 } from '../../src/base/precision.ts';
import { type LayerPlan, miniature, planLayers, sizeOf } from '../../src/simulator/network/architecture.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';

/** A layer of integers, small enough that every sum is exact in float32: 18 · 63 · 255 + 63 < 2^24. */
function wholeConvolution() {
  return smallArchitecture([1, 1], 2).chain((architecture) => {
    const [layer] = planLayers(architecture) as [LayerPlan];
    const whole = (length: number, max: number) =>
      fc.array(fc.integer({ min: -max, max }), { minLength: length, maxLength: length });
    return fc.record({
      layer: fc.constant(layer),
      input: whole(sizeOf(layer.input), 255),
      kernel: whole(layer.weights, 63),
      bias: whole(layer.neurons, 63),
    });
  });
}

describe('a convolution', () => {
  const layer: LayerPlan = {
    kernelName: 'conv1',
    name: 'layer1',
    input: { rows: 2, columns: 3, channels: 1 },
    output: { rows: 1, columns: 2, channels: 1 },
    kernelSize: 2,
    stride: 1,
    padding: 0,
    channels: 1,
    neurons: 2,
    weights: 4,
  };

  it('weights the input under the kernel, without flipping it, and adds the bias', () => {
    const image = [1, 2, 3, 4, 5, 6];
    const kernel = Float32Array.of(1000, 100, 10, 1);
    // 1·1000 + 2·100 + 4·10 + 5·1 and, one position to the right, 2·1000 + 3·100 + 5·10 + 6·1
    expect(Array.from(convolve(layer, image, kernel, Float32Array.of(0, 0.5), float32))).toEqual([1245, 2356.5]);
  });

  it('adds term by term in the order of the kernel, each sum rounded', () => {
    // 2^24 + 1 is not a float32 number, but 2^24 + 2 is
    const large = 2 ** 24;
    const sum = (...kernel: number[]) =>
      convolve(layer, [1, 1, 0, 1, 0, 0], Float32Array.from(kernel), new Float32Array(2), float32)[0];
    expect(sum(large, 1, 1, 0)).toBe(large);
    expect(sum(1, 1, large, 0)).toBe(large + 2);
  });

  it('has zeros around its input if it is padded', () => {
    const [padded] = planLayers({
      ...miniature,
      input: layer.input,
      hidden: [{ kernelSize: 2, stride: 2, padding: 1, channels: 1 }],
    }) as [LayerPlan];
    expect(padded.output).toEqual({ rows: 2, columns: 2, channels: 1 });
    const kernel = Float32Array.of(1000, 100, 10, 1);
    const currents = convolve(padded, [1, 2, 3, 4, 5, 6], kernel, new Float32Array(4), float32);
    expect(Array.from(currents)).toEqual([1, 2 * 10 + 3, 4 * 100, 5 * 1000 + 6 * 100]);
  });

  it('always equals its definition, bit for bit where sums are exact', () => {
    fc.assert(
      fc.property(
        wholeConvolution(),
        fc.constantFrom(float32, float64),
        ({ layer, input, kernel, bias }, precision) => {
          const { array } = precision;
          const got = convolve(layer, input, array.from(kernel), array.from(bias), precision);
          const expected = directConvolution({ ...layer, values: input, kernel }).map(
            ({ sum }, neuron) => sum + (bias[neuron] as number),
          );
          expect(Array.from(got)).toEqual(expected);
        },
      ),
    );
  });
});
