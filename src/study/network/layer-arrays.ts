import type { FloatArray } from '../../base/precision.ts';
import type { Architecture, LayerPlan } from '../../simulator/network/architecture.ts';

/** Shape of a layer's kernel in its file. */
export function kernelShape({ kernelSize, input, channels }: LayerPlan): number[] {
  return [kernelSize, kernelSize, input.channels, channels];
}

/** Shape of the read-out's weights in their file. */
export function denseShape(plans: readonly LayerPlan[], { classes }: Architecture): number[] {
  return [(plans.at(-1) as LayerPlan).neurons, classes];
}

/** Splits an array of all neurons into one array per layer. */
export function splitLayers(values: FloatArray, neurons: readonly number[]): FloatArray[] {
  let start = 0;
  return neurons.map((count) => {
    start += count;
    return values.slice(start - count, start);
  });
}

/** Concatenates the arrays of all layers. */
export function joinLayers(arrays: readonly FloatArray[]): FloatArray {
  const total = arrays.reduce((sum, array) => sum + array.length, 0);
  const joined = arrays[0] instanceof Float64Array ? new Float64Array(total) : new Float32Array(total);
  let start = 0;
  for (const array of arrays) {
    joined.set(array, start);
    start += array.length;
  }
  return joined;
}
