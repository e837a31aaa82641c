import type { Engine } from '../../engine/engine.ts';
import { foldForRates, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { RateParameters } from '../../simulator/neuron/rate.ts';
import type { ExplainedNeurons } from './explanation-schema.ts';

export interface MeasuredNeurons extends ExplainedNeurons {
  /** Mean spikes per neuron per step that the rates predict: rate · dt. */
  readonly spikes: number;
}

/**
 * Measures the firing rates of a network: the spikes per neuron per step that they predict, and which neurons are silent
 * or saturated.
 *
 *   output = amplitude · rate,   so   rate · dt = output · dt/amplitude
 *
 * @returns [layer]
 */
export function measureRates(
  engine: Engine,
  network: Network,
  point: OperatingPoint,
  images: readonly Uint8Array[],
): MeasuredNeurons[] {
  const folded = foldForRates(network, point);
  const prepared = engine.prepare(folded);
  const half = (point.amplitude * highestRateHz(folded.neuron, point.dtSeconds)) / 2;
  const layers = folded.layers.map(({ plan }) => ({ fires: new Uint8Array(plan.neurons), sum: 0, saturated: 0 }));
  for (const image of images) {
    for (const [index, outputs] of prepared.traceRates(image).outputs.entries()) {
      const layer = layers[index] as (typeof layers)[number];
      for (const [neuron, output] of outputs.entries()) {
        layer.sum += output;
        if (output > 0) layer.fires[neuron] = 1;
        if (output > half) layer.saturated++;
      }
    }
  }
  return layers.map(({ fires, sum, saturated }) => {
    const runs = fires.length * images.length;
    const silent = fires.filter((one) => one === 0).length / fires.length;
    return { spikes: (sum * point.dtSeconds) / (point.amplitude * runs), silent, saturated: saturated / runs };
  });
}

/** A neuron fires at most once per refractory period, and once per step. */
export function highestRateHz({ tauRefSeconds }: RateParameters, dtSeconds: number): number {
  return 1 / Math.max(tauRefSeconds, dtSeconds);
}
