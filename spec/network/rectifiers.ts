import { float64 } from '../../src/base/precision.ts';
import { planLayers } from '../../src/simulator/network/architecture.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { argmax, readOut } from '../../src/simulator/network/dense.ts';
import type { LayerWeights, Network } from '../../src/simulator/network/network.ts';

/** The class that a network gives to an image if its neurons are rectifiers. */
export function classOfRectifiers({ architecture, layers, readout }: Network, image: Uint8Array): number {
  let signal: ArrayLike<number> = image;
  for (const [index, plan] of planLayers(architecture).entries()) {
    const { kernel, kernelBias } = layers[index] as LayerWeights;
    const bias = Float64Array.from({ length: plan.neurons }, (_, n) => kernelBias[n % plan.channels] as number);
    signal = convolve(plan, signal, kernel, bias, float64).map((current) => Math.max(0, current));
  }
  return argmax(readOut(signal, readout.weight, readout.bias, float64));
}
