import type { FloatArray, Precision } from '../../base/precision.ts';
import type { LayerPlan } from './architecture.ts';

/**
 * Convolves a layer's input and adds the biases; definition: W1, W13.
 *
 *   current[row, column, k] = bias[row, column, k] + Σ weight[i, j, c, k] · input[top + i, left + j, c]
 *   top = row · stride − padding,   left = column · stride − padding
 *
 * Terms are added one by one in the order i, j, c, and each operation is rounded. The padding and inputs of 0 are skipped,
 * which changes no bit. An input of 1 (a spike) adds the weight itself.
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
  { round }: Precision,
): FloatArray {
  const currents = bias.slice();
  const { channels } = layer;
  forEachKernelRow(layer, (neuron, source, term, terms) => {
    for (let next = 0; next < terms; next++) {
      const value = input[source + next] as number;
      if (value === 0) continue;
      const kernel = (term + next) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const product = round((weight[kernel + channel] as number) * value);
        currents[neuron + channel] = round((currents[neuron + channel] as number) + product);
      }
    }
  });
  return currents;
}

/**
 * Visits the rows of the kernel at each of its positions, in the order row, column, i, without the padding.
 *
 * @param visit - receives the first neuron at the position, the first input under the row, the first term [i, j, c] of
 *   the row, and the number of its terms
 */
export function forEachKernelRow(
  { kernelSize, stride, padding, input, output }: LayerPlan,
  visit: (neuron: number, source: number, term: number, terms: number) => void,
): void {
  for (let row = 0; row < output.rows; row++) {
    for (let column = 0; column < output.columns; column++) {
      const neuron = (row * output.columns + column) * output.channels;
      const [top, left] = [row * stride - padding, column * stride - padding];
      const [firstColumn, endColumn] = [Math.max(0, -left), Math.min(kernelSize, input.columns - left)];
      const terms = (endColumn - firstColumn) * input.channels;
      for (let i = Math.max(0, -top); i < Math.min(kernelSize, input.rows - top); i++) {
        const source = ((top + i) * input.columns + left + firstColumn) * input.channels;
        visit(neuron, source, (i * kernelSize + firstColumn) * input.channels, terms);
      }
    }
  }
}
