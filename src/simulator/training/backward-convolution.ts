import type { FloatArray } from '../../base/precision.ts';
import { sizeOf } from '../network/architecture.ts';
import { forEachKernelRow } from '../network/convolution.ts';
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
  forEachKernelRow(plan, (neuron, source, term, terms) => {
    for (let next = 0; next < terms; next++) {
      const value = input[source + next] as number;
      if (value === 0) continue;
      for (let channel = 0; channel < channels; channel++) {
        const index = (term + next) * channels + channel;
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
  forEachKernelRow(plan, (neuron, source, term, terms) => {
    for (let channel = 0; channel < channels; channel++) {
      const sent = at(currentGradient, neuron + channel);
      if (sent === 0) continue;
      for (let next = 0; next < terms; next++) {
        const product = round(at(weight, (term + next) * channels + channel) * sent);
        gradient[source + next] = round(at(gradient, source + next) + product);
      }
    }
  });
  return gradient;
}

const at = (values: FloatArray, index: number): number => values[index] as number;
