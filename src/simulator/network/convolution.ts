import type { FloatArray, Precision } from '../../base/precision.ts';
import type { LayerPlan } from './architecture.ts';

/**
 * Convolves a layer's input and adds the biases; definition: W1, W13.
 *
 *   current[row, column, k] = bias[row, column, k] + Σ weight[i, j, c, k] · input[top + i, left + j, c]
 *   top = row · stride − padding,   left = column · stride − padding
 *
 * Terms are added one by one in the order i, j, c, and each operation is rounded. Inputs of 0, which include those of the
 * padding, are skipped, which changes no bit. An input of 1 (a spike) adds the weight itself.
 *
 * @param input - image, spikes or rates of the previous layer [row, column, channel]
 * @param weight - effective weights [row, column, input channel, output channel]
 * @param bias - effective biases of the neurons [row, column, channel]
 * @returns currents [row, column, channel]
 * @example
 * const input = { rows: 2, columns: 2, channels: 1 };
 * const [layer] = planLayers({ ...miniature, input, hidden: [{ kernelSize: 2, stride: 1, channels: 1 }] });
 * convolve(layer, [1, 0, 0, 1], Float64Array.of(0.1, 0.2, 0.3, 0.4), Float64Array.of(1), float64) // [1.5]
 */
export function convolve(
  layer: LayerPlan,
  input: ArrayLike<number>,
  weight: FloatArray,
  bias: FloatArray,
  precision: Precision,
): FloatArray {
  const currents = bias.slice();
  const { rows, columns, channels } = layer.output;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const neuron = (row * columns + column) * channels;
      const [top, left] = [row * layer.stride - layer.padding, column * layer.stride - layer.padding];
      addPatch(layer, input, weight, top, left, currents, neuron, precision);
    }
  }
  return currents;
}

/** Adds one position of the kernel to the currents of the neurons there, one neuron per channel. */
function addPatch(
  { kernelSize, input: shape, channels }: LayerPlan,
  input: ArrayLike<number>,
  weight: FloatArray,
  top: number,
  left: number,
  currents: FloatArray,
  neuron: number,
  { round }: Precision,
): void {
  const [firstColumn, endColumn] = [Math.max(0, -left), Math.min(kernelSize, shape.columns - left)];
  for (let i = Math.max(0, -top); i < Math.min(kernelSize, shape.rows - top); i++) {
    let source = ((top + i) * shape.columns + left + firstColumn) * shape.channels;
    let kernel = (i * kernelSize + firstColumn) * shape.channels * channels;
    const end = source + (endColumn - firstColumn) * shape.channels;
    for (; source < end; source++, kernel += channels) {
      const value = input[source] as number;
      if (value === 0) continue;
      for (let channel = 0; channel < channels; channel++) {
        const product = round((weight[kernel + channel] as number) * value);
        currents[neuron + channel] = round((currents[neuron + channel] as number) + product);
      }
    }
  }
}
