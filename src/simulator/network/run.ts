import type { FloatArray } from '../../base/precision.ts';
import { requireLength, requireOneOf } from '../../base/requirement.ts';
import { type Model, type Neurons, startNeurons } from '../neuron/model.ts';
import { type LowPassConstants, stepLowPass } from '../synapse/low-pass.ts';
import { sizeOf } from './architecture.ts';
import { convolve } from './convolution.ts';
import { argmax, readOut } from './dense.ts';
import type { EffectiveLayer, EffectiveNetwork } from './effective.ts';

/**
 * Runs a spiking network on one image, which is shown in every step. Without a synapse, a spike reaches the next layer
 * in the step in which the neuron fires. The result depends only on the arguments; definition: R1, W7.
 *
 * @param image - values 0 … 255 [row, column, channel]
 * @param probes - what to record; recording changes nothing; definition: W6
 * @throws {Refusal} if the size of the image is not that of the network's input, or if the layer of a probe does not
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

/** What a network holds between two steps; definition: N12. */
export interface NetworkState {
  /** The neurons of each layer, and what the synapse before it holds [neuron]. */
  readonly layers: readonly { readonly neurons: readonly unknown[]; readonly synaptic: ArrayLike<number> }[];
  /** The filter of the read-out [class]. */
  readonly filtered: ArrayLike<number>;
}

/**
 * Runs a spiking network on one image like `runSpiking`, from the state after an earlier run, so that two runs are one;
 * definition: N12.
 *
 * @param before - the state after an earlier run; by default, before the first step
 * @throws {Refusal} as `runSpiking` does
 */
export function continueSpiking(
  network: EffectiveNetwork,
  image: Uint8Array,
  before?: NetworkState,
  probes: readonly Probe[] = [],
): { readonly run: SpikingRun; readonly state: NetworkState } {
  requireProbes(network, probes);
  const { array } = network.point.precision;
  const layers = startLayers(network, before);
  const start = before && array.from(before.filtered);
  const run = showImage(network, layers, image, probes, start);
  const states = layers.map(({ neurons, synaptic }) => ({ neurons: neurons.states(), synaptic }));
  const [shown, readout] = [run.filtered.at(-1) as FloatArray, run.readout.at(-1) as FloatArray];
  const filtered = network.isSummed ? shown : filterNext(shown, readout, network.lowPass);
  return { run, state: { layers: states, filtered } };
}

/**
 * Runs a spiking network on a stream of images. Each is shown for the number of steps of the operating point. Neurons
 * and synapses start every image in the state in which the one before left them. Only the filter of the read-out starts
 * again, so that the class of an image does not include the read-outs of the images before it; definition: W12.
 *
 * @returns the run of each image
 * @throws {Refusal} as `runSpiking` does
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

export interface Probe {
  /** Name of the layer, such as `layer1`. */
  readonly layer: string;
  readonly stage: Stage;
}

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
  readonly predicted: number;
  /** Filtered read-out after the last step [class]. */
  readonly filtered: FloatArray;
  /** Number of spikes [layer]. */
  readonly spikeCounts: readonly number[];
}

export function summarizeRun({ predicted, filtered, spikeCounts }: SpikingRun): SpikingSummary {
  return {
    predicted,
    filtered: filtered.at(-1) as FloatArray,
    spikeCounts: spikeCounts.map((counts) => counts.reduce((sum, count) => sum + count, 0)),
  };
}

/** A layer between two steps. */
interface RunningLayer {
  readonly effective: EffectiveLayer;
  readonly neurons: Neurons;
  /** Output of the synapse before the layer, in the next step [neuron]. */
  synaptic: FloatArray;
  /** Current of every neuron in the last step. */
  current: FloatArray;
  /** Number of spikes of every neuron in the last step. */
  spikes: Uint8Array;
}

function startLayers(
  { layers, neurons, initialVoltage, point }: EffectiveNetwork,
  before?: NetworkState,
): RunningLayer[] {
  const { array } = point.precision;
  return layers.map((effective, index) => {
    const size = effective.plan.neurons;
    const state = before?.layers[index];
    return {
      effective,
      neurons: startNeurons(neurons[index] as Model, initialVoltage[index] as FloatArray, state?.neurons),
      synaptic: state ? array.from(state.synaptic) : new array(size),
      current: new array(size),
      spikes: new Uint8Array(size),
    };
  });
}

/** Shows an image in every step to layers in any state, and reads out its class. */
function showImage(
  network: EffectiveNetwork,
  layers: readonly RunningLayer[],
  image: Uint8Array,
  probes: readonly Probe[],
  start?: FloatArray,
): SpikingRun {
  requireImage(network, image);
  const { readout: dense, point } = network;
  const probed = probes.map((): ArrayLike<number>[] => []);
  const spikeCounts = layers.map(({ effective }) => new Uint32Array(effective.plan.neurons));
  const readout: FloatArray[] = [];

  // the image does not change, so the currents of the first layer are the same in every step
  const { plan, weight, bias } = network.layers[0] as EffectiveLayer;
  const firstCurrents = convolve(plan, image, weight, bias, point.precision);

  for (let step = 0; step < point.steps; step++) {
    const spikes = stepLayers(network, layers, firstCurrents);
    for (const [index, layer] of layers.entries()) addSpikes(layer.spikes, spikeCounts[index] as Uint32Array);
    for (const [index, probe] of probes.entries()) probed[index]?.push(recordProbe(probe, layers));

    readout.push(readOut(spikes, dense.weight, dense.bias, point.precision));
  }
  const filtered = filterReadouts(readout, network, start);
  return { predicted: argmax(filtered.at(-1) as FloatArray), readout, filtered, spikeCounts, probed };
}

/**
 * Filters or sums read-outs [step][class]. The filter lags one step: its value before a step is that of the step. A sum
 * includes its step.
 */
export function filterReadouts(
  readouts: readonly FloatArray[],
  { lowPass, isSummed, point }: EffectiveNetwork,
  start: FloatArray = new point.precision.array((readouts[0] as FloatArray).length),
): FloatArray[] {
  let filtered = start;
  return readouts.map((readout) => {
    const shown = filtered;
    filtered = filterNext(shown, readout, lowPass);
    return isSummed ? filtered : shown;
  });
}

const filterNext = (filtered: FloatArray, readout: FloatArray, lowPass: LowPassConstants): FloatArray =>
  filtered.map((value, label) => stepLowPass(value, readout[label] as number, lowPass));

/**
 * Advances every layer by one step, each on the spikes of the previous layer in the same step. Returns the spikes of
 * the last layer.
 */
function stepLayers(network: EffectiveNetwork, layers: readonly RunningLayer[], firstCurrents: FloatArray): Uint8Array {
  let spikes: Uint8Array = new Uint8Array(0);
  for (const [index, layer] of layers.entries()) {
    // definition: W1
    layer.current = index === 0 ? firstCurrents : currentsFromSpikes(layer, spikes, network);

    // definition: W2
    layer.spikes = layer.neurons.step(layer.current);
    spikes = layer.spikes;
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
  const { synaptic } = layer;
  const { plan, weight, bias } = layer.effective;
  const { synapse } = network;
  const { precision } = network.point;
  if (synapse === undefined) return convolve(plan, spikes, weight, bias, precision);

  // the filter lags one step, so its value before this step is used
  const current = bias.map((value, neuron) => precision.round(value + (synaptic[neuron] as number)));
  const weighted = convolve(plan, spikes, weight, new precision.array(bias.length), precision);
  layer.synaptic = synaptic.map((value, neuron) => stepLowPass(value, weighted[neuron] as number, synapse));
  return current;
}

function addSpikes(spikes: Uint8Array, counts: Uint32Array): void {
  for (let neuron = 0; neuron < spikes.length; neuron++)
    counts[neuron] = (counts[neuron] as number) + (spikes[neuron] as number);
}

function recordProbe({ layer: name, stage }: Probe, layers: readonly RunningLayer[]): ArrayLike<number> {
  const layer = layers.find(({ effective }) => effective.plan.name === name) as RunningLayer;
  const { neurons, current } = layer;
  // the voltages of a layer have the type of its currents
  return stage === 'voltage' ? current.map((_, neuron) => neurons.voltage(neuron)) : layer[stage].slice();
}

export function requireImage({ layers }: EffectiveNetwork, image: ArrayLike<number>): void {
  requireLength('image', sizeOf((layers[0] as EffectiveLayer).plan.input), image);
}

export function requireProbes({ layers }: EffectiveNetwork, probes: readonly Probe[]): void {
  const names = layers.map(({ plan }) => plan.name);
  for (const { layer } of probes) requireOneOf('layer of a probe', names, layer);
}
