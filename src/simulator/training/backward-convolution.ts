import type { FloatArray } from '../../base/precision.ts';
import { sizeOf } from '../network/architecture.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../network/effective.ts';

/**
 * Adds the gradient of a kernel's effective weights: Σ ∂current · input over all positions of the kernel.
 *
 * @param input - image or rates of the previous layer [row, column, channel]
 * @param currentGradient - gradient of the currents of the layer [row, column, channel]
 * @param sums - gradient of the effective weights [row, column, input channel, output channel]; changed in place
 */
export function addKernelGradient(
  { plan }: EffectiveLayer,
  input: ArrayLike<number>,
  currentGradient: FloatArray,
  sums: FloatArray,
  { point: { precision } }: EffectiveNetwork,
): void {
  const { round } = precision;
  const { channels } = plan;
  forEachPosition(plan, (neuron, sources) => {
    for (const [term, source] of sources.entries()) {
      const value = source < 0 ? 0 : (input[source] as number);
      if (value === 0) continue;
      for (let channel = 0; channel < channels; channel++) {
        const index = term * channels + channel;
        sums[index] = round(at(sums, index) + round(at(currentGradient, neuron + channel) * value));
      }
    }
  });
}

/**
 * Gradient of a layer's input: Σ weight · ∂current over all currents that the input feeds.
 *
 * @param currentGradient - gradient of the currents of the layer [row, column, channel]
 * @returns gradient of the outputs of the previous layer [row, column, channel]
 */
export function backpropagateKernel(
  { plan, weight }: EffectiveLayer,
  currentGradient: FloatArray,
  { point: { precision } }: EffectiveNetwork,
): FloatArray {
  const { round } = precision;
  const { channels } = plan;
  const gradient = new precision.array(sizeOf(plan.input));
  forEachPosition(plan, (neuron, sources) => {
    for (let channel = 0; channel < channels; channel++) {
      const sent = at(currentGradient, neuron + channel);
      if (sent === 0) continue;
      for (const [term, source] of sources.entries()) {
        if (source < 0) continue;
        gradient[source] = round(at(gradient, source) + round(at(weight, term * channels + channel) * sent));
      }
    }
  });
  return gradient;
}

/**
 * Visits every position of a kernel, in reading order.
 *
 * @param visit - receives the first neuron at the position, and the index of the input of each kernel weight there; −1
 *   in the padding
 */
function forEachPosition(
  { kernelSize, stride, padding, input, output }: EffectiveLayer['plan'],
  visit: (neuron: number, sources: Int32Array) => void,
): void {
  const width = kernelSize * input.channels;
  const sources = new Int32Array(kernelSize * width);
  for (let row = 0; row < output.rows; row++) {
    for (let column = 0; column < output.columns; column++) {
      for (let i = 0; i < kernelSize; i++) {
        const [y, left] = [row * stride - padding + i, column * stride - padding];
        for (let term = 0; term < width; term++) {
          const x = left + Math.floor(term / input.channels);
          const isInside = y >= 0 && y < input.rows && x >= 0 && x < input.columns;
          const first = (y * input.columns + left) * input.channels;
          sources[i * width + term] = isInside ? first + term : -1;
        }
      }
      visit((row * output.columns + column) * output.channels, sources);
    }
  }
}

const at = (values: FloatArray, index: number): number => values[index] as number;
