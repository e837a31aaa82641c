import type { ConvolutionLayer, Shape } from '../../src/simulator/network/architecture.ts';

/** Layers whose kernels are no larger than their input. */
export function fittingLayers(wished: readonly ConvolutionLayer[], input: Shape): ConvolutionLayer[] {
  let rows = input.rows;
  let columns = input.columns;
  return wished.map((layer) => {
    const kernelSize = Math.min(layer.kernelSize, rows, columns);
    rows = Math.floor((rows - kernelSize) / layer.stride) + 1;
    columns = Math.floor((columns - kernelSize) / layer.stride) + 1;
    return { ...layer, kernelSize };
  });
}
