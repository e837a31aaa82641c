import { type ConvolutionLayer, convolvedShape, type Shape } from '../../src/simulator/network/architecture.ts';

/**
 * Layers whose kernels are no larger than their input, and larger than their padding.
 *
 * @param fit - returns the kernel size to use, given the requested one, the shorter edge of the input, and the padding
 */
export function fittingLayers(
  wished: readonly ConvolutionLayer[],
  input: Shape,
  fit: (kernelSize: number, edge: number, padding: number) => number = (kernelSize, edge) => Math.min(kernelSize, edge),
): ConvolutionLayer[] {
  let shape = input;
  return wished.map((layer) => {
    const kernelSize = fit(layer.kernelSize, Math.min(shape.rows, shape.columns), layer.padding ?? 0);
    const padding = layer.padding === undefined ? {} : { padding: Math.min(layer.padding, kernelSize - 1) };
    const fitting = { ...layer, kernelSize, ...padding };
    shape = convolvedShape(shape, fitting);
    return fitting;
  });
}
