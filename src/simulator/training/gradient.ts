import type { FloatArray, Precision } from '../../base/precision.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../network/effective.ts';
import { type RateRun, runRates } from '../network/rates.ts';
import { rateSlopeHz } from '../neuron/rate.ts';
import { addKernelGradient, inputGradient } from './backward-convolution.ts';
import { crossEntropy } from './loss.ts';
import type { Parameters } from './parameters.ts';

/** One image with its right answer. */
export interface Example {
  /** Values 0 … 255 [row, column, channel]. */
  readonly image: Uint8Array;
  /** Its class, whole, 0 or more, below the number of classes. */
  readonly label: number;
}

/**
 * Adds to `sums` what one image of a batch contributes: the derivative of the mean loss by every effective weight and
 * every current. The image goes forward through the rate network, the error comes back through it, layer by layer:
 *
 *   error of a current  = error of what the neuron sends · amplitude · dRate/dJ
 *   error of a weight   = error of the current · input
 *   error of an input   = Σ weight · error of the current
 *
 * Sums are added one by one, places of the kernel in reading order, and each operation is rounded. A neuron with J ≤ 1
 * sends nothing and takes no error, so it is passed over, which changes no bit.
 *
 * @param network - folded by `foldForRates`
 * @param sums - errors of weights and, as neuron biases, of currents so far; changed in place. See `parameterGradient`
 * @returns loss and whether the class was right
 */
export function addGradients(
  network: EffectiveNetwork,
  { image, label }: Example,
  batchSize: number,
  sums: Parameters,
): { loss: number; correct: boolean } {
  const { precision } = network.point;

  // forward
  const run = runRates(network, image);
  const { loss, gradient: readoutError } = crossEntropy(run.readout, label, batchSize, precision);

  // backward: the read-out, then the layers from the last to the first
  let error = throughReadout(network, run, readoutError, sums.readout);
  for (let index = network.layers.length - 1; index >= 0; index--) {
    const layer = network.layers[index] as EffectiveLayer;
    const currentError = currentGradientOf(network, run.currents[index] as FloatArray, error);
    const layerSums = sums.layers[index] as Parameters['layers'][number];
    const input = index === 0 ? image : (run.outputs[index - 1] as FloatArray);
    addTo(layerSums.neuronBias, currentError, network);
    addKernelGradient(layer, input, currentError, layerSums.kernel, network);
    if (index > 0) error = inputGradient(layer, currentError, network);
  }
  return { loss, correct: run.predicted === label };
}

/**
 * Derivative of the mean loss by the parameters themselves, from the summed errors: a current is
 * gain · (kernel ∗ input + kernel bias) + neuron bias.
 *
 *   by kernel = gain · error of the effective weight,   by kernel bias = gain · Σ error of the currents it is in
 */
export function parameterGradient(sums: Parameters, gain: number, precision: Precision): Parameters {
  const { round, array } = precision;
  const roundedGain = round(gain);
  const layers = sums.layers.map(({ kernel, kernelBias, neuronBias }) => {
    const shared = new array(kernelBias.length);
    for (let place = 0; place < neuronBias.length; place += shared.length) {
      for (let channel = 0; channel < shared.length; channel++)
        shared[channel] = round(at(shared, channel) + at(neuronBias, place + channel));
    }
    return {
      kernel: kernel.map((error) => round(roundedGain * error)),
      kernelBias: shared.map((error) => round(roundedGain * error)),
      neuronBias,
    };
  });
  return { layers, readout: sums.readout };
}

/** Error of what the last neurons send; adds the read-out's own error to `sums`. */
function throughReadout(
  { readout: { weight }, point: { precision } }: EffectiveNetwork,
  run: RateRun,
  readoutError: FloatArray,
  sums: Parameters['readout'],
): FloatArray {
  const { round } = precision;
  const output = run.outputs.at(-1) as FloatArray;
  const classes = readoutError.length;
  for (let label = 0; label < classes; label++)
    sums.bias[label] = round(at(sums.bias, label) + at(readoutError, label));
  return output.map((sent, neuron) => {
    let error = 0;
    for (let label = 0; label < classes; label++) {
      const place = neuron * classes + label;
      error = round(error + round(at(weight, place) * at(readoutError, label)));
      sums.weight[place] = round(at(sums.weight, place) + round(sent * at(readoutError, label)));
    }
    return error;
  });
}

/** Error of the currents: the error of what the neurons send times amplitude · dRate/dJ, which is rounded once. */
function currentGradientOf({ point, neuron }: EffectiveNetwork, currents: FloatArray, error: FloatArray): FloatArray {
  const { round } = point.precision;
  return currents.map((current, index) => {
    return round(round(point.amplitude * rateSlopeHz(current, neuron)) * at(error, index));
  });
}

function addTo(sums: FloatArray, values: FloatArray, { point: { precision } }: EffectiveNetwork): void {
  for (let index = 0; index < sums.length; index++) sums[index] = precision.round(at(sums, index) + at(values, index));
}

const at = (values: FloatArray, index: number): number => values[index] as number;
