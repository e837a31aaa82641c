import type { FloatArray } from '../base/precision.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';
import { requireImage } from '../simulator/network/run.ts';
import { stepLowPass } from '../simulator/synapse/low-pass.ts';
import type { KernelInstance } from './kernel.ts';
import { readPadded, restoreBlank, setFloor } from './memory.ts';
import { type LayerPlaces, type Places, wordBytes, wordChannels } from './places.ts';
import type { Watch } from './prepared.ts';

/** A network in the memory of a kernel. */
export interface FastNetwork extends KernelInstance {
  /** The network that was written. */
  readonly network: EffectiveNetwork;
  /** Where its arrays are. */
  readonly places: Places;
}

/** How a run is made. */
export interface RunSettings {
  /** Whether all neurons are run: not only those that the image touches, the others being known from an empty image. */
  readonly everything: boolean;
  /** Told when a stage has ended. */
  readonly watch?: Watch;
}

/**
 * Runs a network with spikes on an image, a layer after the other; everything stays in the memory of the kernel.
 *
 * @returns number of spikes [layer]
 * @throws {RangeError} if the image does not have the size of the network's input
 */
export function spike(fast: FastNetwork, image: Uint8Array, { everything, watch = ignore }: RunSettings): number[] {
  const { kernel, network, places, memory } = fast;
  const spikeCounts: number[] = [];
  requireImage(network, image);
  restoreBlank('spikes', places, memory);
  showImage(fast, image, everything);
  watch((network.layers[0] as EffectiveLayer).plan.kernelName);
  for (const [index, { plan }] of network.layers.entries()) {
    const { description } = places.layers[index] as LayerPlaces;
    setFloor(network, index, places, memory);
    if (index === 0) {
      kernel.fireConstantly(description, places.neurons);
      watch(plan.name);
    } else {
      spikeCounts.push(listSpikes(fast, index - 1, wordBytes));
      kernel.fireOnSpikes(description, places.neurons);
      watch(`${plan.kernelName}, ${plan.name}`);
    }
  }
  const last = network.layers.length - 1;
  spikeCounts.push(listSpikes(fast, last, places.classBytes));
  kernel.readSpikes(places.neurons, ...readOutPlaces(fast));
  watch('read-out');
  return spikeCounts;
}

/**
 * Runs the rate network on an image.
 *
 * @param look - called with each layer, before and after its currents are replaced by its outputs
 * @throws {RangeError} if the image does not have the size of the network's input
 */
export function sendRates(
  fast: FastNetwork,
  image: Uint8Array,
  { everything, watch = ignore }: RunSettings,
  look: (index: number, what: 'currents' | 'outputs') => void = ignore,
): void {
  const { kernel, network, places, memory } = fast;
  const { tauRcSeconds, tauRefSeconds } = network.neuron;
  requireImage(network, image);
  restoreBlank('signal', places, memory);
  showImage(fast, image, everything);
  watch((network.layers[0] as EffectiveLayer).plan.kernelName);
  for (const [index, { plan }] of network.layers.entries()) {
    const { description } = places.layers[index] as LayerPlaces;
    if (index > 0) {
      listOutputs(fast, index - 1, wordBytes);
      kernel.convolve(description, places.neurons);
      watch(plan.kernelName);
    }
    look(index, 'currents');
    kernel.sendRates(description, network.point.amplitude, tauRcSeconds, tauRefSeconds);
    watch(`${plan.name} rates`);
    look(index, 'outputs');
  }
  listOutputs(fast, network.layers.length - 1, places.classBytes);
  kernel.readValues(places.neurons, ...readOutPlaces(fast));
  watch('read-out');
}

/** The read-outs that a run has left behind [row][class]: one row a step, or one in all for rates. */
export function readOuts({ network, places, memory }: FastNetwork, rows: number): FloatArray[] {
  const classes = network.readout.bias.length;
  return Array.from({ length: rows }, (_, row) =>
    readPadded(places.readout + row * places.classBytes, classes, 4, 1, memory),
  );
}

/** Filters read-outs as `runSpiking` of src/simulator/network does: what is shown lags one step. */
export function filterReadOuts(readouts: readonly FloatArray[], { lowPass }: EffectiveNetwork): FloatArray[] {
  let filtered: FloatArray = new Float32Array((readouts[0] as FloatArray).length);
  return readouts.map((readout) => {
    const shown = filtered;
    filtered = filtered.map((value, label) => stepLowPass(value, readout[label] as number, lowPass));
    return shown;
  });
}

const ignore = () => {};

/** Puts an image into memory, marks what it touches, and computes the currents of the first layer. */
function showImage({ kernel, network, places, memory }: FastNetwork, image: Uint8Array, everything: boolean): void {
  const { plan } = network.layers[0] as EffectiveLayer;
  const [first] = places.layers as [LayerPlaces];
  const { rows, columns, channels } = plan.input;
  new Float32Array(memory, places.picture, image.length).set(image);
  kernel.touchImage(places.picture, rows * columns, channels, first.inputTouched);
  for (const { description, touched, positions } of places.layers) {
    if (everything) new Uint8Array(memory, touched, positions).fill(1);
    else kernel.touchLayer(description);
  }
  kernel.listValues(places.neurons, places.picture, rows, columns, channels, channels, wordBytes);
  kernel.convolve(first.description, places.neurons);
}

/** Lists the spikes of a layer for the one behind, whose weights of one input are so many bytes from those of the next. */
function listSpikes({ kernel, network, places }: FastNetwork, index: number, placeBytes: number): number {
  const { rows, columns, channels } = (network.layers[index] as EffectiveLayer).plan.output;
  const { spikes, words } = places.layers[index] as LayerPlaces;
  const [listedRows, listedColumns] = isLast(network, index) ? [1, rows * columns] : [rows, columns];
  return kernel.listSpikes(places.neurons, spikes, listedRows, listedColumns, channels, words, placeBytes);
}

/** The same for the outputs of the rate network. */
function listOutputs({ kernel, network, places }: FastNetwork, index: number, placeBytes: number): void {
  const { rows, columns, channels } = (network.layers[index] as EffectiveLayer).plan.output;
  const { signal, words } = places.layers[index] as LayerPlaces;
  const [listedRows, listedColumns] = isLast(network, index) ? [1, rows * columns] : [rows, columns];
  kernel.listValues(places.neurons, signal, listedRows, listedColumns, channels, words * wordChannels, placeBytes);
}

/** The read-out sees the last layer as one row. */
function isLast({ layers }: EffectiveNetwork, index: number): boolean {
  return index === layers.length - 1;
}

function readOutPlaces({ places }: FastNetwork): [number, number, number, number, number] {
  const positions = places.layers.at(-1)?.positions ?? 0;
  return [positions, places.readoutWeight, places.readoutBias, places.classBytes, places.readout];
}
