import type { FloatArray, Precision } from '../../base/precision.ts';

/**
 * Computes the read-out: a weighted sum of the inputs plus a bias, for every class; definition: W3.
 *
 *   readout[class] = bias[class] + Σ weight[n, class] · input[n]
 *
 * Terms are added one by one in ascending n, and each operation is rounded. Inputs of 0 are skipped.
 *
 * @param input - spikes or rates of the last layer [neuron]
 * @param weight - effective weights [neuron, class]
 * @param bias - [class]
 * @returns [class]
 * @example readOut([1, 0, 2], Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(0, 0.5), float64) // [11, 14.5]
 */
export function readOut(
  input: ArrayLike<number>,
  weight: FloatArray,
  bias: FloatArray,
  { round }: Precision,
): FloatArray {
  const readout = bias.slice();
  const classes = readout.length;
  for (let neuron = 0; neuron < input.length; neuron++) {
    const value = input[neuron] as number;
    if (value === 0) continue;
    for (let label = 0; label < classes; label++) {
      const product = round((weight[neuron * classes + label] as number) * value);
      readout[label] = round((readout[label] as number) + product);
    }
  }
  return readout;
}

/**
 * Index of the largest value, the lowest index at a tie: the class of a read-out; definition: W4.
 *
 * @example argmax([0.1, 0.7, 0.7]) // 1
 */
export function argmax(readout: ArrayLike<number>): number {
  let best = 0;
  for (let label = 1; label < readout.length; label++) {
    if ((readout[label] as number) > (readout[best] as number)) best = label;
  }
  return best;
}
