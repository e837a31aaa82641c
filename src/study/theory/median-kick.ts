import { foldForSpikes, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import { lifConstants } from '../../simulator/neuron/lif.ts';
import { mean, median } from '../statistics/statistics.ts';
import { type PredictedLayer, predictNetwork } from './predict-network.ts';

/**
 * The median kick at which accuracy with a floor has dropped by about one percentage point in NengoDL's network. This
 * number was read off the study `nengo-dl`, not derived.
 */
export const kickOfDrop = 0.4;

/**
 * How far the spikes of layer 1 move a neuron of layer 2 up or down in one step, as theory predicts it: the median over
 * neurons, averaged over images. It is proportional to the amplitude.
 *
 *   kick = (1 − e^(−dt/τ_rc)) · σ,   σ: standard deviation of the current of one step
 *
 * @param images - one or more
 * @returns undefined if no layer of neurons receives spikes
 */
export function medianKick(network: Network, point: OperatingPoint, images: readonly Uint8Array[]): number | undefined {
  if (network.layers.length < 2) return undefined;
  const folded = foldForSpikes(network, point);
  const { charge } = lifConstants({ ...folded.neuron, ...point }, point.precision);
  const kicks = images.map((image) => {
    const { deviation } = predictNetwork(folded, image).layers[1] as PredictedLayer;
    return charge * median(deviation);
  });
  return mean(kicks);
}
