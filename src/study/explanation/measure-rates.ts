import type { Engine } from '../../engine/engine.ts';
import { foldForRates, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';

/**
 * Measures the firing rates of a network, one number per layer: the mean spikes per neuron per step that they predict,
 * and the fraction of neurons that fire for none of the images.
 *
 *   output = amplitude · rate,   so   rate · dt = output · dt/amplitude
 */
export function measureRates(
  engine: Engine,
  network: Network,
  point: OperatingPoint,
  images: readonly Uint8Array[],
): { readonly spikes: number[]; readonly silent: number[] } {
  const folded = foldForRates(network, point);
  const prepared = engine.prepare(folded);
  const layers = folded.layers.map(({ plan }) => ({ fires: new Uint8Array(plan.neurons), sum: 0 }));
  for (const image of images) {
    for (const [index, outputs] of prepared.traceRates(image).outputs.entries()) {
      const layer = layers[index] as (typeof layers)[number];
      for (const [neuron, output] of outputs.entries()) {
        layer.sum += output;
        if (output > 0) layer.fires[neuron] = 1;
      }
    }
  }
  const { amplitude, dtSeconds } = point;
  return {
    spikes: layers.map(({ fires, sum }) => (sum * dtSeconds) / (amplitude * (fires.length * images.length))),
    silent: layers.map(({ fires }) => fires.filter((one) => one === 0).length / fires.length),
  };
}
