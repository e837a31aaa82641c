import { float64 } from '../../base/precision.ts';
import { convolve } from '../../simulator/network/convolution.ts';
import { foldForSpikes, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import { lifConstants } from '../../simulator/neuron/lif.ts';
import { rateHz } from '../../simulator/neuron/rate.ts';
import { mean, median } from '../statistics/statistics.ts';

/**
 * How far the spikes of layer 1 move a neuron of layer 2 up or down in one step, without running a step: the median over
 * neurons, averaged over images. It is proportional to the amplitude. Spikes are treated as independent between neurons
 * and steps.
 *
 *   p_i = rate_i · dt,   σ² = Σ w_i² · p_i · (1 − p_i),   kick = (1 − e^(−dt/τ_rc)) · σ
 *
 * @param images - one or more
 * @returns undefined if no layer of neurons receives spikes
 */
export function medianKick(network: Network, point: OperatingPoint, images: readonly Uint8Array[]): number | undefined {
  const folded = foldForSpikes(network, point);
  const [first, second] = folded.layers;
  if (first === undefined || second === undefined) return undefined;
  const { charge } = lifConstants({ ...folded.neuron, ...point }, point.precision);
  const squared = second.weight.map((w) => w * w);
  const noBias = second.bias.map(() => 0);
  const kicks = images.map((image) => {
    const currents = convolve(first.plan, image, first.weight, first.bias, float64);
    const spikes = currents.map((current) => rateHz(current, folded.neuron) * point.dtSeconds);
    const ofSpikes = spikes.map((p) => p * (1 - p));
    const variance = convolve(second.plan, ofSpikes, squared, noBias, float64);
    return charge * median(variance.map(Math.sqrt));
  });
  return mean(kicks);
}
