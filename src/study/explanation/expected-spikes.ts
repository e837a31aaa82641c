import type { Engine } from '../../engine/engine.ts';
import { type EffectiveLayer, foldForRates, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';

/**
 * Spikes per neuron and step that firing rates predict: the mean of rate · dt over neurons and images.
 *
 *   output = amplitude · rate,   so   rate · dt = output · dt/amplitude
 *
 * @returns [layer]
 */
export function expectedSpikes(
  engine: Engine,
  network: Network,
  point: OperatingPoint,
  images: readonly Uint8Array[],
): number[] {
  const folded = foldForRates(network, point);
  const prepared = engine.prepare(folded);
  const sums = folded.layers.map(() => 0);
  for (const image of images) {
    for (const [layer, outputs] of prepared.traceRates(image).outputs.entries()) {
      let sum = 0;
      for (let neuron = 0; neuron < outputs.length; neuron++) sum += outputs[neuron] as number;
      sums[layer] = (sums[layer] as number) + sum;
    }
  }
  return sums.map((sum, layer) => {
    const { neurons } = (folded.layers[layer] as EffectiveLayer).plan;
    return (sum * point.dtSeconds) / (point.amplitude * neurons * images.length);
  });
}
