import { float64 } from '../../src/base/precision.ts';
import { planLayers } from '../../src/simulator/network/architecture.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { readOut } from '../../src/simulator/network/dense.ts';
import type { Network } from '../../src/simulator/network/network.ts';

type WeightsOf = Pick<Network, 'architecture' | 'layers' | 'readout'>;

/** Read-out of a network for an image [class]. */
export type ImageReadout = (network: WeightsOf, image: Uint8Array, amplitude: number) => ArrayLike<number>;

/** Output of a unit for a current, before it is multiplied by the amplitude. */
type Unit = (current: number) => number;

/** A network in float64 whose neurons are replaced by given units, with or without biases. */
export function readoutWith(unit: Unit, hasBiases: boolean): ImageReadout {
  return ({ architecture, layers, readout }, image, amplitude) => {
    let signal: ArrayLike<number> = image;
    for (const [index, plan] of planLayers(architecture).entries()) {
      const { kernel = new Float64Array(), neuronBias = new Float64Array() } = layers[index] ?? {};
      const bias = hasBiases ? neuronBias : new Float64Array(plan.neurons);
      signal = convolve(plan, signal, kernel, bias, float64).map((current) => amplitude * unit(current));
    }
    const bias = hasBiases ? readout.bias : new Float64Array(readout.bias.length);
    return readOut(signal, readout.weight, bias, float64);
  };
}

/** The rectifier: max(0, current). */
export const rectifier: Unit = (current) => Math.max(0, current);
