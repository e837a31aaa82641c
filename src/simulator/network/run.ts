import type { FloatArray } from '../../base/precision.ts';
import { requireLength, requireOneOf } from '../../base/requirement.ts';
import type { LifConstants } from '../neuron/lif.ts';
import { type Population, startingPopulation, stepPopulation, stepSubtracting } from '../neuron/population.ts';
import { stepLowPass } from '../synapse/low-pass.ts';
import { sizeOf } from './architecture.ts';
import { convolve } from './convolution.ts';
import { argmax, readOut } from './dense.ts';
import { type EffectiveLayer, type EffectiveNetwork, lifConstantsOfLayer, type NeuronModel } from './effective.ts';

/**
 * Runs a spiking network on one image, which is shown in every step. Without a synapse, a spike reaches the next layer
 * in the step in which the neuron fires. The result depends only on the arguments; definition: R1, W7.
 *
 * @param image - values 0 … 255 [row, column, channel]
 * @param probes - what to record; recording changes nothing; definition: W6
 * @throws {RangeError} if the size of the image is not that of the network's input, or if the layer of a probe does not
 *   exist
 * @example
 * const network = foldForSpikes(build(miniature, 0), tutorialPoint);
 * const { predicted, spikeCounts } = runSpiking(network, new Uint8Array(784).fill(128));
 * [predicted, spikeCounts[0].length] // [5, 512]
 */
export function runSpiking(network: EffectiveNetwork, image: Uint8Array, probes: readonly Probe[] = []): SpikingRun {
  requireProbes(network, probes);
  // every image starts from the same state; definition: W5
  return showImage(network, startLayers(network), image, probes);
}

/**
 * Runs a spiking network on a stream of images. Each is shown for the number of steps of the operating point. Neurons
 * and synapses start every image in the state in which the one before left them. Only the filter of the read-out starts
 * again, so that the class of an image does not include the read-outs of the images before it; definition: W12.
 *
 * @returns the run of each image
 * @throws {RangeError} as `runSpiking` does
 * @example
 * const network = foldForSpikes(build(miniature, 0), tutorialPoint);
 * const [gray, black] = [new Uint8Array(784).fill(128), new Uint8Array(784)];
 * runStream(network, [gray, black, gray]).map(({ predicted }) => predicted) // [5, 0, 5]
 */
export function runStream(
  network: EffectiveNetwork,
  images: readonly Uint8Array[],
  probes: readonly Probe[] = [],
): SpikingRun[] {
  requireProbes(network, probes);
  const layers = startLayers(network);
  return images.map((image) => showImage(network, layers, image, probes));
}

/** The quantities that a probe can record in a layer. */
export type Stage = 'current' | 'voltage' | 'spikes';

/** A layer and a quantity, recorded at every step. */
export interface Probe {
  /** Name of the layer, such as `layer1`. */
  readonly layer: string;
  /** The recorded quantity. */
  readonly stage: Stage;
}

/** Result of showing one image to a spiking network. */
export interface SpikingRun {
  /** Predicted class: where the filtered read-out is largest after the last step. */
  readonly predicted: number;
  /** Read-out [step][class]. */
  readonly readout: readonly FloatArray[];
  /** Filtered read-out [step][class]; lags one step. */
  readonly filtered: readonly FloatArray[];
  /** Number of spikes of every neuron, one array per layer [row, column, channel]. */
  readonly spikeCounts: readonly Uint32Array[];
  /** Recorded values [probe][step][neuron]. */
  readonly probed: readonly (readonly ArrayLike<number>[])[];
}

/** What a study needs of a run. */
export interface SpikingSummary {
  /** Predicted class. */
  readonly predicted: number;
  /** Filtered read-out after the last step [class]. */
  readonly filtered: FloatArray;
  /** Number of spikes [layer]. */
  readonly spikeCounts: readonly number[];
}

/** Reduces a run to what a study needs. */
export function summarizeRun({ predicted, filtered, spikeCounts }: SpikingRun): SpikingSummary {
  return {
    predicted,
    filtered: filtered.at(-1) as FloatArray,
    spikeCounts: spikeCounts.map((counts) => counts.reduce((sum, count) => sum + count, 0)),
  };
}

/** What a layer shows in a step. */
interface Recordable extends Readonly<Record<'current' | 'voltage', FloatArray>> {
  readonly spikes: Uint8Array;
}

interface RunningLayer {
  readonly effective: EffectiveLayer;
  readonly constants: LifConstants;
  readonly population: Population;
  /** Output of the synapse before the layer, in the next step [neuron]. */
  synaptic: FloatArray;
}

function startLayers(network: EffectiveNetwork): RunningLayer[] {
  return network.layers.map((_, index) => startLayer(network, index));
}

function startLayer(network: EffectiveNetwork, index: number): RunningLayer {
  const effective = network.layers[index] as EffectiveLayer;
  const voltages = network.initialVoltage[index] as FloatArray;
  return {
    effective,
    constants: lifConstantsOfLayer(network, index),
    population: modelOf(network).start(voltages, network.lif),
    synaptic: new network.point.precision.array(effective.plan.neurons),
  };
}

function modelOf({ neurons, point }: EffectiveNetwork): NeuronModel {
  if (neurons !== undefined) return neurons;
  return { start: startingPopulation, step: point.reset === 'subtract' ? stepSubtracting : stepPopulation };
}

/** Shows an image in every step to layers in any state, and reads out its class. */
function showImage(
  network: EffectiveNetwork,
  running: readonly RunningLayer[],
  image: Uint8Array,
  probes: readonly Probe[],
): SpikingRun {
  requireImage(network, image);
  const { readout: dense, point, lowPass } = network;
  const probed = probes.map(() => [] as ArrayLike<number>[]);
  const spikeCounts = running.map(({ effective }) => new Uint32Array(effective.plan.neurons));
  const readouts: FloatArray[] = [];
  const filtereds: FloatArray[] = [];
  let filtered: FloatArray = new point.precision.array(dense.bias.length);

  // the image does not change, so the currents of the first layer are the same in every step
  const firstCurrents = currentsOf(network.layers[0] as EffectiveLayer, image, network);

  for (let step = 0; step < point.steps; step++) {
    const lastSpikes = stepLayers(network, running, firstCurrents, (index, layer, values) => {
      countSpikes(values.spikes, spikeCounts[index] as Uint32Array);
      for (const [at, probe] of probes.entries())
        if (probe.layer === layer) probed[at]?.push(values[probe.stage].slice());
    });

    // the filter lags one step, so its value before this step is recorded
    const readout = readOut(lastSpikes, dense.weight, dense.bias, point.precision);
    readouts.push(readout);
    filtereds.push(filtered);
    filtered = filtered.map((value, label) => stepLowPass(value, readout[label] as number, lowPass));
  }
  const predicted = argmax(filtereds.at(-1) as FloatArray);
  return { predicted, readout: readouts, filtered: filtereds, spikeCounts, probed };
}

/**
 * Advances every layer by one step, each on the spikes of the previous layer in the same step. Returns the spikes of
 * the last layer.
 */
function stepLayers(
  network: EffectiveNetwork,
  running: readonly RunningLayer[],
  firstCurrents: FloatArray,
  record: (index: number, layer: string, values: Recordable) => void,
): Uint8Array {
  const { step } = modelOf(network);
  let spikes = new Uint8Array(0);
  for (const [index, layer] of running.entries()) {
    const { effective, constants, population } = layer;
    // definition: W1
    const current = index === 0 ? firstCurrents : currentsFromSpikes(layer, spikes, network);

    // definition: W2
    spikes = new Uint8Array(effective.plan.neurons);
    step(population, current, constants, spikes);

    record(index, effective.plan.name, { current, voltage: population.voltage, spikes });
  }
  return spikes;
}

/**
 * Currents of a layer for the spikes of the previous layer. A synapse filters the weighted spikes, not the biases;
 * definition: W11.
 *
 *   current = bias + y,   y_0 = 0,   y_t = a · y_{t−1} + (1 − a) · Σ weight · spike_{t−1}
 */
function currentsFromSpikes(layer: RunningLayer, spikes: Uint8Array, network: EffectiveNetwork): FloatArray {
  const { effective, synaptic } = layer;
  const { synapse } = network;
  if (synapse === undefined) return currentsOf(effective, spikes, network);
  const { round } = network.point.precision;

  // the filter lags one step, so its value before this step is used
  const current = effective.bias.map((bias, neuron) => round(bias + (synaptic[neuron] as number)));
  const withoutBias = { ...effective, bias: effective.bias.map(() => 0) };
  const weighted = currentsOf(withoutBias, spikes, network);
  layer.synaptic = synaptic.map((value, neuron) => stepLowPass(value, weighted[neuron] as number, synapse));
  return current;
}

/** Requires an image of the size of the network's input. */
export function requireImage({ layers }: EffectiveNetwork, image: ArrayLike<number>): void {
  requireLength('image', sizeOf((layers[0] as EffectiveLayer).plan.input), image);
}

/** Requires every probe to be on a layer of the network. */
export function requireProbes({ layers }: EffectiveNetwork, probes: readonly Probe[]): void {
  const names = layers.map(({ plan }) => plan.name);
  for (const { layer } of probes) requireOneOf('layer of a probe', names, layer);
}

/** Currents of a layer for the output of the previous layer. */
export function currentsOf(
  { plan, weight, bias }: EffectiveLayer,
  input: ArrayLike<number>,
  { point }: EffectiveNetwork,
): FloatArray {
  return convolve(plan, input, weight, bias, point.precision);
}

function countSpikes(spikes: Uint8Array, counts: Uint32Array): void {
  for (let neuron = 0; neuron < spikes.length; neuron++)
    counts[neuron] = (counts[neuron] as number) + (spikes[neuron] as number);
}
