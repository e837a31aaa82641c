import type { FloatArray } from '../base/precision.ts';
import { sizeOf } from '../simulator/network/architecture.ts';
import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { requireImage } from '../simulator/network/run.ts';
import type { RateParameters } from '../simulator/neuron/rate.ts';
import { instantiate, type KernelInstance, type KernelModule } from './kernel.ts';
import { numbersIn } from './memory.ts';
import type { NetworkLayout } from './network-layout.ts';
import { allocateSpiking, writeSpiking } from './network-memory.ts';

export interface FastNetwork extends KernelInstance {
  readonly network: EffectiveNetwork;
  readonly layout: NetworkLayout;
}

/**
 * Writes a network into the memory of a new kernel.
 *
 * @throws {Refusal} if the memory cannot be allocated
 */
export function loadFastNetwork(module: KernelModule, network: EffectiveNetwork): FastNetwork {
  const layout = allocateSpiking(network);
  const instance = instantiate(module, layout.bytes);
  writeSpiking(network, layout, instance.memory);
  return { ...instance, network, layout };
}

/**
 * Runs a network that spikes on an image, layer by layer.
 *
 * @returns number of spikes [layer]
 * @throws {Refusal} if the image does not have the size of the network's input
 */
export function runSpikes(fast: FastNetwork, image: Uint8Array, { everything, saved = {} }: RunSettings): number[] {
  const { kernel, network, layout } = fast;
  const neurons = layout.neurons.struct.address;
  const spikeCounts: number[] = [];
  requireImage(network, image);
  showImage(fast, layout, image, everything);
  for (const [index, { blocks }] of layout.layers.entries()) {
    const layer = blocks.struct.address;
    if (!everything) kernel.restoreBlankSpikes(layer, neurons);
    if (index === 0) {
      const spikes = new Uint8Array(fast.memory, blocks.spikes.address, blocks.spikes.bytes);
      if (saved.firstSpikes) spikes.set(saved.firstSpikes);
      else {
        kernel.computeCurrents(layer);
        kernel.fireOnCurrents(layer, neurons);
        if (!everything) saved.firstSpikes = spikes.slice();
      }
    } else {
      spikeCounts.push(kernel.fireOnSpikes(layer, neurons));
    }
  }
  spikeCounts.push(kernel.readSpikes(layout.readout.blocks.struct.address, neurons));
  return spikeCounts;
}

export function blankImage({ layers }: EffectiveNetwork): Uint8Array {
  return new Uint8Array(sizeOf((layers[0] as EffectiveNetwork['layers'][number]).plan.input));
}

/** The read-outs of the last run [step][class]; a rate network has only the first. */
export function readReadouts({ layout, memory }: FastNetwork, steps: number): FloatArray[] {
  const { shape, blocks } = layout.readout;
  const readouts = numbersIn(blocks.outputs, memory, layout.precision);
  return Array.from({ length: steps }, (_, step) => {
    const first = step * shape.paddedClasses;
    return readouts.slice(first, first + shape.classes);
  });
}

export interface RunSettings {
  /**
   * Whether to run all neurons. Otherwise, neurons that the image does not affect must still have the results of a
   * blank image.
   */
  readonly everything: boolean;
  readonly saved?: SavedSpikes;
}

/**
 * The spikes of the first layer on one image, which are saved in its first run. They do not depend on what the layer sends:
 * the amplitude and the weights of other layers.
 */
export interface SavedSpikes {
  firstSpikes?: Uint8Array;
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
