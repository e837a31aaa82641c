import type { ConvolutionLayer, Shape } from '../../src/simulator/network/architecture.ts';

/** Layers whose kernels are no larger than their input, and larger than their padding. */
export function fittingLayers(wished: readonly ConvolutionLayer[], input: Shape): ConvolutionLayer[] {
  let rows = input.rows;
  let columns = input.columns;
  return wished.map((layer) => {
    const kernelSize = Math.min(layer.kernelSize, rows, columns);
    const fitting = layer.padding === undefined ? {} : { padding: Math.min(layer.padding, kernelSize - 1) };
    const positions = (length: number) =>
      Math.floor((length + 2 * (fitting.padding ?? 0) - kernelSize) / layer.stride) + 1;
    [rows, columns] = [positions(rows), positions(columns)];
    return { ...layer, kernelSize, ...fitting };
  });
}
