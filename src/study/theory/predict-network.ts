import { type FloatArray, float64 } from '../../base/precision.ts';
import { convolve } from '../../simulator/network/convolution.ts';
import { argmax, readOut } from '../../simulator/network/dense.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../../simulator/network/effective.ts';
import { rateHz } from '../../simulator/neuron/rate.ts';
import { noisyRateHz } from './noisy-rate.ts';

/** What the theory predicts for a network that is shown one image. */
export interface PredictedNetwork {
  /** Predicted class: where the mean read-out is largest. */
  readonly predicted: number;
  readonly readout: FloatArray;
  /** Layers, starting at the image. */
  readonly layers: readonly PredictedLayer[];
}

/** What the theory predicts for a layer; every array is [row, column, channel]. */
export interface PredictedLayer {
  readonly mean: FloatArray;
  readonly deviation: FloatArray;
  readonly rateHz: FloatArray;
}

/**
 * Predicts the firing rates of a spiking network and its class without running a step and without a fitted parameter.
 *
 *   p_i = rate_i · dt,   μ = bias + Σ w_i · p_i,   σ² = Σ w_i² · p_i · (1 − p_i),   rate = noisyRateHz(μ, σ)
 *
 * The spikes of the previous layer are treated as independent between neurons and steps. Real trains are more regular,
 * which the theory ignores.
 *
 * @param network - folded by `foldForSpikes`
 * @param image - values 0 … 255 [row, column, channel]
 * @param rateUnder - the rate of a neuron under a fluctuating current
 */
export function predictNetwork(
  network: EffectiveNetwork,
  image: ArrayLike<number>,
  rateUnder = noisyRateHz,
): PredictedNetwork {
  const layers: PredictedLayer[] = [];
  for (const index of network.layers.keys()) {
    const before = layers.at(-1);
    layers.push(before ? predictLayer(network, index, before, rateUnder) : predictFirst(network, image));
  }
  const { dtSeconds } = network.point;
  const spikes = (layers.at(-1) as PredictedLayer).rateHz.map((rate) => rate * dtSeconds);
  const readout = readOut(spikes, network.readout.weight, network.readout.bias, float64);
  return { predicted: argmax(readout), readout, layers };
}

/** The image stands still, so the current does not fluctuate. */
function predictFirst({ layers, neuron }: EffectiveNetwork, image: ArrayLike<number>): PredictedLayer {
  const { plan, weight, bias } = layers[0] as EffectiveLayer;
  const mean = convolve(plan, image, weight, bias, float64);
  return { mean, deviation: mean.map(() => 0), rateHz: mean.map((current) => rateHz(current, neuron)) };
}

function predictLayer(
  network: EffectiveNetwork,
  index: number,
  before: PredictedLayer,
  rateUnder: typeof noisyRateHz,
): PredictedLayer {
  const { plan, weight, bias } = network.layers[index] as EffectiveLayer;
  const { dtSeconds, minVoltage, synapseSeconds } = network.point;
  const parameters = { ...network.neuron, dtSeconds, minVoltage, synapseSeconds: synapseSeconds ?? 0 };
  const spikes = before.rateHz.map((rate) => rate * dtSeconds);
  const mean = convolve(plan, spikes, weight, bias, float64);
  const variance = convolve(
    plan,
    spikes.map((p) => p * (1 - p)),
    weight.map((w) => w * w),
    bias.map(() => 0),
    float64,
  );
  const deviation = variance.map(Math.sqrt);
  const rates = mean.map((current, neuron) =>
    rateUnder({ mean: current, deviation: deviation[neuron] as number }, parameters),
  );
  return { mean, deviation, rateHz: rates };
}
