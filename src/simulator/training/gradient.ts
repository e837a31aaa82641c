import type { FloatArray, Precision } from '../../base/precision.ts';
import { sizeOf } from '../network/architecture.ts';
import { forEachKernelRow } from '../network/convolution.ts';
import { type EffectiveLayer, type EffectiveNetwork, foldForRates, type OperatingPoint } from '../network/effective.ts';
import type { Network } from '../network/network.ts';
import { type RateRun, runRates } from '../network/rates.ts';
import { rateSlopeHz } from '../neuron/rate.ts';
import { tune } from '../neuron/tuning.ts';
import { crossEntropy } from './loss.ts';
import { mapParameters, type ParameterKind, type Parameters, zeroParameters } from './parameters.ts';

/**
 * Adds one image's contribution to the gradient of a batch: the derivative of the mean loss with respect to every
 * effective weight and every current, by backpropagation through the rate network; definition: T2.
 *
 *   ∂current = ∂output · amplitude · dRate/dJ
 *   ∂weight  = Σ ∂current · input
 *   ∂input   = Σ weight · ∂current
 *
 * Terms are added one by one, positions of the kernel in reading order, and each operation is rounded. A neuron with
 * J ≤ 1 has no output and no gradient. It is skipped, which changes no bit.
 *
 * @param network - folded by `foldForRates`
 * @param sums - gradients with respect to effective weights and, as neuron biases, currents; updated in place. See
 * `parameterGradient`
 */
export function addGradients(
  network: EffectiveNetwork,
  { image, label }: Example,
  batchSize: number,
  sums: Parameters,
): ImageResult {
  const { precision } = network.point;

  // forward
  const run = runRates(network, image);
  const { loss, gradient: readoutGradient } = crossEntropy(run.readout, label, batchSize, precision);

  // backward: the read-out, then the layers from the last to the first
  let gradient = backpropagateReadout(network, run, readoutGradient, sums.readout);
  for (let index = network.layers.length - 1; index >= 0; index--) {
    const layer = network.layers[index] as EffectiveLayer;
    const currentGradient = backpropagateRates(network, run.currents[index] as FloatArray, gradient);
    const layerSums = sums.layers[index] as Parameters['layers'][number];
    const input = index === 0 ? image : (run.outputs[index - 1] as FloatArray);
    addTo(layerSums.neuronBias, currentGradient);
    addKernelGradient(layer, input, currentGradient, layerSums.kernel, network);
    if (index > 0) gradient = backpropagateKernel(layer, currentGradient, network);
  }
  return { loss, correct: run.predicted === label };
}

export interface Example {
  /** Values 0 … 255 [row, column, channel]. */
  readonly image: Uint8Array;
  /** Correct class, whole, 0 or more, below the number of classes. */
  readonly label: number;
}

/** Sums the gradients of each micro-batch, image by image. */
export function accumulateGradients(
  network: Network,
  microBatches: readonly (readonly Example[])[],
  batchSize: number,
  point: OperatingPoint,
): MicroBatch[] {
  const effective = foldForRates(network, point);
  return microBatches.map((examples) => {
    const sums = zeroParameters(network, point.precision);
    return { sums, results: examples.map((example) => addGradients(effective, example, batchSize, sums)) };
  });
}

/** A few images, in their order. */
export interface MicroBatch {
  /** Gradients as `addGradients` sums them. */
  readonly sums: Parameters;
  readonly results: readonly ImageResult[];
}

/** What training measures of an image. */
export interface ImageResult {
  readonly loss: number;
  /** Whether the class was correct. */
  readonly correct: boolean;
}

/** Number of images whose gradients are summed one by one. The sums of micro-batches are then added in order. */
export const microBatchSize = 20;

/** Sums the gradients of each micro-batch: `accumulateGradients`, or a fast engine on several workers. */
export type GradientAccumulator = (
  network: Network,
  microBatches: readonly (readonly Example[])[],
  batchSize: number,
  point: OperatingPoint,
) => MicroBatch[] | Promise<MicroBatch[]>;

/**
 * Gradient of the mean loss of a batch, per parameter: the sums of its micro-batches, added in order.
 *
 * @param network - the network for which the sums were computed
 */
export function gradientOf(microBatches: readonly MicroBatch[], network: Network, precision: Precision): Parameters {
  const [first, ...others] = microBatches.map(({ sums }) => sums) as [Parameters, ...Parameters[]];
  const add = (values: FloatArray, _: ParameterKind, added: readonly FloatArray[]) => {
    const total = values.slice();
    for (const part of added) addTo(total, part);
    return total;
  };
  const { neuron } = network.architecture;
  return parameterGradient(mapParameters(first, add, ...others), tune(neuron, neuron).gain, precision);
}

/**
 * Gradient with respect to the parameters, from the summed gradients of effective weights and currents. A current is
 * gain · (kernel ∗ input + kernel bias) + neuron bias.
 *
 *   ∂kernel = gain · ∂effective weight,   ∂kernel bias = gain · Σ ∂current,   ∂neuron bias = ∂current
 */
export function parameterGradient(sums: Parameters, gain: number, precision: Precision): Parameters {
  const { round, array } = precision;
  const roundedGain = round(gain);
  const layers = sums.layers.map(({ kernel, kernelBias, neuronBias }) => {
    const shared = new array(kernelBias.length);
    for (let neuron = 0; neuron < neuronBias.length; neuron += shared.length) {
      for (let channel = 0; channel < shared.length; channel++)
        shared[channel] = round(at(shared, channel) + at(neuronBias, neuron + channel));
    }
    return {
      kernel: kernel.map((value) => round(roundedGain * value)),
      kernelBias: shared.map((value) => round(roundedGain * value)),
      neuronBias,
    };
  });
  return { layers, readout: sums.readout };
}

/** Returns the gradient of the outputs of the last layer, and adds that of the read-out to `sums`. */
function backpropagateReadout(
  { readout: { weight }, point: { precision } }: EffectiveNetwork,
  run: RateRun,
  readoutGradient: FloatArray,
  sums: Parameters['readout'],
): FloatArray {
  const { round } = precision;
  const output = run.outputs.at(-1) as FloatArray;
  const classes = readoutGradient.length;
  addTo(sums.bias, readoutGradient);
  return output.map((sent, neuron) => {
    let gradient = 0;
    for (let label = 0; label < classes; label++) {
      const index = neuron * classes + label;
      gradient = round(gradient + round(at(weight, index) * at(readoutGradient, label)));
      sums.weight[index] = round(at(sums.weight, index) + round(sent * at(readoutGradient, label)));
    }
    return gradient;
  });
}

/** Gradient of the currents of a layer, from that of its outputs. The factor amplitude · dRate/dJ is rounded once. */
function backpropagateRates(
  { point, neuron }: EffectiveNetwork,
  currents: FloatArray,
  gradient: FloatArray,
): FloatArray {
  const { round } = point.precision;
  return currents.map((current, index) => {
    return round(round(point.amplitude * rateSlopeHz(current, neuron)) * at(gradient, index));
  });
}

/**
 * Adds the gradient of a kernel's effective weights: Σ ∂current · input over all positions of the kernel.
 *
 * @param input - image or rates of the previous layer [row, column, channel]
 * @param currentGradient - gradient of the currents of the layer [row, column, channel]
 * @param sums - gradient of the effective weights [row, column, input channel, output channel]; changed in place
 */
function addKernelGradient(
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
function backpropagateKernel(
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

/** Both arrays have the precision of the training, to which an array rounds what it stores. */
function addTo(sums: FloatArray, values: FloatArray): void {
  for (let index = 0; index < sums.length; index++) sums[index] = at(sums, index) + at(values, index);
}

const at = (values: FloatArray, index: number): number => values[index] as number;
