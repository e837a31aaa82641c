import type { FloatArray } from '../../base/precision.ts';
import { requireLength, requireOneOf } from '../../base/requirement.ts';
import type { LifConstants } from '../neuron/lif.ts';
import { type Population, startingPopulation, stepPopulation, stepSubtracting } from '../neuron/population.ts';
import { stepLowPass } from '../synapse/low-pass.ts';
import { sizeOf } from './architecture.ts';
import { convolve } from './convolution.ts';
import { argmax, readOut } from './dense.ts';
import { type EffectiveLayer, type EffectiveNetwork, lifConstantsOfLayer } from './effective.ts';

/**
 * Runs a spiking network on one image, which is shown in every step. Without a synapse, a spike reaches the next layer in
 * the step in which the neuron fires. The result depends only on the arguments; definition: R1, W7.
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
  requireImage(network, image);
  requireProbes(network, probes);
  const { readout: dense, point, lowPass } = network;
  // every image starts from the same state; definition: W5
  const running = network.layers.map((_, index) => startLayer(network, index));
  const probed = probes.map(() => [] as ArrayLike<number>[]);
  const readouts: FloatArray[] = [];
  const filtereds: FloatArray[] = [];
  let filtered: FloatArray = new point.precision.array(dense.bias.length);

  // the image does not change, so the currents of the first layer are the same in every step
  const firstCurrents = currentsOf(network.layers[0] as EffectiveLayer, image, network);

  for (let step = 0; step < point.steps; step++) {
    const spikes = stepLayers(network, running, firstCurrents, (layer, values) => {
      for (const [index, probe] of probes.entries())
        if (probe.layer === layer) probed[index]?.push(values[probe.stage].slice());
    });

    // the filter lags one step, so its value before this step is recorded
    const readout = readOut(spikes, dense.weight, dense.bias, point.precision);
    readouts.push(readout);
    filtereds.push(filtered);
    filtered = filtered.map((value, label) => stepLowPass(value, readout[label] as number, lowPass));
  }
  const predicted = argmax(filtereds.at(-1) as FloatArray);
  const spikeCounts = running.map((layer) => layer.spikeCounts);
  return { predicted, readout: readouts, filtered: filtereds, spikeCounts, probed };
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

/** Result of running a spiking network on one image. */
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

/** A layer of neurons while it runs. */
interface RunningLayer {
  readonly effective: EffectiveLayer;
  readonly constants: LifConstants;
  readonly population: Population;
  /** Output of the synapse before the layer, in the next step [neuron]. */
  synaptic: FloatArray;
  /** Spikes so far [neuron]. */
  readonly spikeCounts: Uint32Array;
}

function startLayer(network: EffectiveNetwork, index: number): RunningLayer {
  const effective = network.layers[index] as EffectiveLayer;
  const voltages = network.initialVoltage[index] as FloatArray;
  return {
    effective,
    constants: lifConstantsOfLayer(network, index),
    population: startingPopulation(voltages, network.lif),
    synaptic: new network.point.precision.array(effective.plan.neurons),
    spikeCounts: new Uint32Array(effective.plan.neurons),
  };
}

/**
 * Advances every layer by one step, each on the spikes of the previous layer in the same step. Returns the spikes of
 * the last layer.
 */
function stepLayers(
  network: EffectiveNetwork,
  running: readonly RunningLayer[],
  firstCurrents: FloatArray,
  record: (layer: string, values: Readonly<Record<Stage, FloatArray | Uint8Array>>) => void,
): Uint8Array {
  const stepNeurons = network.point.reset === 'subtract' ? stepSubtracting : stepPopulation;
  let spikes = new Uint8Array(0);
  for (const [index, layer] of running.entries()) {
    const { effective, constants, population, spikeCounts } = layer;
    // definition: W1
    const current = index === 0 ? firstCurrents : currentsFromSpikes(layer, spikes, network);

    // definition: W2
    spikes = new Uint8Array(effective.plan.neurons);
    stepNeurons(population, current, constants, spikes);

    countSpikes(spikes, spikeCounts);
    record(effective.plan.name, { current, voltage: population.voltage, spikes });
  }
  return spikes;
}

/**
 * Currents of a layer for the spikes of the layer before. A synapse filters the weighted spikes, not the biases;
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

/** Currents of a layer for the output of the layer before. */
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
