import type { FloatArray } from '../base/precision.ts';
import { sizeOf } from '../simulator/network/architecture.ts';
import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import { requireImage } from '../simulator/network/run.ts';
import { stepLowPass } from '../simulator/synapse/low-pass.ts';
import { type RunSettings, runRateLayers, showImage } from './forward.ts';
import { instantiate, type KernelInstance, type KernelModule } from './kernel.ts';
import { numbersIn } from './memory.ts';
import type { NetworkLayout } from './network-layout.ts';
import { allocateSpiking, writeSpiking } from './spiking-memory.ts';

export interface FastNetwork extends KernelInstance {
  readonly network: EffectiveNetwork;
  readonly layout: NetworkLayout;
}

/**
 * Writes a network into the memory of a new kernel.
 *
 * @throws {RangeError} if the memory cannot be allocated
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
 * @throws {RangeError} if the image does not have the size of the network's input
 */
export function runSpikes(fast: FastNetwork, image: Uint8Array, { everything }: RunSettings): number[] {
  const { kernel, network, layout } = fast;
  const neurons = layout.neurons.struct.address;
  const spikeCounts: number[] = [];
  requireImage(network, image);
  showImage(fast, layout, image, everything);
  for (const [index, { blocks }] of layout.layers.entries()) {
    const layer = blocks.struct.address;
    if (!everything) kernel.restoreBlankSpikes(layer, neurons);
    if (index === 0) {
      kernel.computeCurrents(layer);
      kernel.fireOnCurrents(layer, neurons);
    } else {
      spikeCounts.push(kernel.fireOnSpikes(layer, neurons));
    }
  }
  spikeCounts.push(kernel.readSpikes(layout.readout.blocks.struct.address, neurons));
  return spikeCounts;
}

/**
 * Runs the rate network on an image.
 *
 * @throws {RangeError} if the image does not have the size of the network's input
 */
export function runRateNetwork(fast: FastNetwork, image: Uint8Array, settings: RunSettings): void {
  const { network, layout } = fast;
  requireImage(network, image);
  const neuron = { ...network.neuron, amplitude: network.point.amplitude };
  runRateLayers(fast, layout, image, neuron, settings);
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

/** Filters read-outs as `runSpiking` of src/simulator/network does: the filtered read-out lags one step. */
export function filterReadouts(readouts: readonly FloatArray[], { lowPass, point }: EffectiveNetwork): FloatArray[] {
  let filtered: FloatArray = new point.precision.array((readouts[0] as FloatArray).length);
  return readouts.map((readout) => {
    const shown = filtered;
    filtered = filtered.map((value, label) => stepLowPass(value, readout[label] as number, lowPass));
    return shown;
  });
}
