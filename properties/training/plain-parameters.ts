import type { FloatArray } from '../../src/base/precision.ts';
import type { Parameters } from '../../src/simulator/training/parameters.ts';

/** All arrays of parameters: kernel, kernel bias and neuron bias of each layer, then read-out weight and bias. */
function arraysIn({ layers, readout }: Parameters): FloatArray[] {
  const hidden = layers.flatMap(({ kernel, kernelBias, neuronBias }) => [kernel, kernelBias, neuronBias]);
  return [...hidden, readout.weight, readout.bias];
}

/** Whether the array at an index of `arraysIn` contains weights that receive spikes: all kernels but the first. */
export function isFedBySpikes(array: number): boolean {
  return array % 3 === 0 && array > 0;
}

/** Parameters with every array replaced. */
export function changed(
  { layers, readout }: Parameters,
  change: (values: FloatArray, array: number) => FloatArray,
): Parameters {
  return {
    layers: layers.map(({ kernel, kernelBias, neuronBias }, index) => ({
      kernel: change(kernel, 3 * index),
      kernelBias: change(kernelBias, 3 * index + 1),
      neuronBias: change(neuronBias, 3 * index + 2),
    })),
    readout: {
      weight: change(readout.weight, 3 * layers.length),
      bias: change(readout.bias, 3 * layers.length + 1),
    },
  };
}

/** Whether all arrays have the same bits. */
export function sameBits(a: Parameters, b: Parameters): boolean {
  const others = arraysIn(b);
  return arraysIn(a).every((values, array) => {
    const other = others[array] as FloatArray;
    return values.length === other.length && values.every((value, index) => Object.is(value, other[index]));
  });
}
