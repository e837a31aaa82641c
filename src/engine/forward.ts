import type { RateParameters } from '../simulator/neuron/rate.ts';
import type { KernelInstance } from './kernel.ts';
import { numbersIn } from './memory.ts';
import type { NetworkLayout } from './network-layout.ts';

export interface RunSettings {
  /**
   * Whether to run all neurons. Otherwise, neurons that the image does not affect must still have the results of a
   * blank image.
   */
  readonly everything: boolean;
}

/** Writes an image, and marks the positions that it affects, or all. */
export function showImage(
  { kernel, memory }: KernelInstance,
  { precision, image, layers }: NetworkLayout,
  pixels: Uint8Array,
  everything: boolean,
): void {
  numbersIn(image.outputs, memory, precision).set(pixels);
  for (const [index, { blocks }] of layers.entries()) {
    if (index === 0) kernel.markPixels(blocks.struct.address);
    if (everything) new Uint8Array(memory, blocks.affected.address, blocks.affected.bytes).fill(1);
    else kernel.markAffected(blocks.struct.address);
  }
}

/** Runs the rate network on an image, in inference and in training. */
export function runRateLayers(
  instance: KernelInstance,
  network: NetworkLayout,
  pixels: Uint8Array,
  { amplitude, tauRcSeconds, tauRefSeconds }: RateParameters & { readonly amplitude: number },
  { everything }: RunSettings,
): void {
  const { kernel } = instance;
  showImage(instance, network, pixels, everything);
  for (const { blocks } of network.layers) {
    const layer = blocks.struct.address;
    kernel.restoreBlankRates(layer);
    kernel.computeCurrents(layer);
    kernel.computeRates(layer, amplitude, tauRcSeconds, tauRefSeconds);
  }
  kernel.readRates(network.readout.blocks.struct.address);
}
