import type { FloatArray } from '../../base/precision.ts';
import { sizeOf } from '../network/architecture.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../network/effective.ts';

/**
 * Adds error of the current · input to the sums of a kernel, for every place of the kernel that saw both.
 *
 * @param input - picture or rates of the layer before [row, column, channel]
 * @param currentError - error of every current of the layer [row, column, channel]
 * @param sums - errors of the effective weights so far [row, column, input channel, output channel]; changed in place
 */
export function addKernelGradient(
  { plan }: EffectiveLayer,
  input: ArrayLike<number>,
  currentError: FloatArray,
  sums: FloatArray,
  { point: { precision } }: EffectiveNetwork,
): void {
  const { round } = precision;
  const { channels } = plan;
  forEachPlace(plan, (neuron, sources) => {
    for (const [term, source] of sources.entries()) {
      const value = input[source] as number;
      if (value === 0) continue;
      for (let channel = 0; channel < channels; channel++) {
        const place = term * channels + channel;
        sums[place] = round(at(sums, place) + round(at(currentError, neuron + channel) * value));
      }
    }
  });
}

/**
 * Error of a layer's input: each current's error goes back over the weights that made the current.
 *
 * @param currentError - error of every current of the layer [row, column, channel]
 * @returns [row, column, channel] of the layer before
 */
export function inputGradient(
  { plan, weight }: EffectiveLayer,
  currentError: FloatArray,
  { point: { precision } }: EffectiveNetwork,
): FloatArray {
  const { round } = precision;
  const { channels } = plan;
  const error = new precision.array(sizeOf(plan.input));
  forEachPlace(plan, (neuron, sources) => {
    for (let channel = 0; channel < channels; channel++) {
      const sent = at(currentError, neuron + channel);
      if (sent === 0) continue;
      for (const [term, source] of sources.entries()) {
        error[source] = round(at(error, source) + round(at(weight, term * channels + channel) * sent));
      }
    }
  });
  return error;
}

/**
 * Visits every place of a kernel, in reading order.
 *
 * @param visit - gets the first neuron of the place, and the index of the input that each term of the kernel sees there
 */
function forEachPlace(
  { kernelSize, stride, input, output }: EffectiveLayer['plan'],
  visit: (neuron: number, sources: Uint32Array) => void,
): void {
  const width = kernelSize * input.channels;
  const sources = new Uint32Array(kernelSize * width);
  for (let row = 0; row < output.rows; row++) {
    for (let column = 0; column < output.columns; column++) {
      for (let i = 0; i < kernelSize; i++) {
        const first = ((row * stride + i) * input.columns + column * stride) * input.channels;
        for (let term = 0; term < width; term++) sources[i * width + term] = first + term;
      }
      visit((row * output.columns + column) * output.channels, sources);
    }
  }
}

const at = (values: FloatArray, index: number): number => values[index] as number;
