import type { FloatArray } from '../../base/precision.ts';
import { requireLength, requireOneOf } from '../../base/requirement.ts';
import { type Model, stepNeurons } from '../neuron/model.ts';
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
  // every image starts from the same state; definition: W5
  return continueSpiking(network, image, startingState(network), probes).run;
}

/** What a network holds between two steps; definition: N12. */
export interface NetworkState {
  readonly layers: readonly LayerState[];
  /** The filter of the read-out [class]. */
  readonly filtered: ArrayLike<number>;
}

interface LayerState {
  readonly neurons: readonly unknown[];
  /** What the synapse before the layer holds [neuron]. */
  readonly synaptic: ArrayLike<number>;
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
  before: NetworkState = startingState(network),
  probes: readonly Probe[] = [],
): { readonly run: SpikingRun; readonly state: NetworkState } {
  requireProbes(network, probes);
  requireImage(network, image);
  const { readout: dense, point, lowPass, isSummed } = network;
  const { array } = point.precision;
  const probed = probes.map((): ArrayLike<number>[] => []);
  const spikeCounts = network.layers.map(({ plan }) => new Uint32Array(plan.neurons));
  const readout: FloatArray[] = [];

  // the image does not change, so the currents of the first layer are the same in every step
  const { plan, weight, bias } = network.layers[0] as EffectiveLayer;
  const firstCurrents = convolve(plan, image, weight, bias, point.precision);

  let { layers } = before;
  for (let step = 0; step < point.steps; step++) {
    const after = stepLayers(network, layers, firstCurrents);
    for (const [index, { spikes }] of after.entries()) addSpikes(spikes, spikeCounts[index] as Uint32Array);
    for (const [index, probe] of probes.entries()) probed[index]?.push(recordProbe(probe, network, after));
    layers = after;

    readout.push(readOut(after.at(-1)?.spikes as Uint8Array, dense.weight, dense.bias, point.precision));
  }
  const filtered = filterReadouts(readout, network, array.from(before.filtered));
  const last = filtered.at(-1) as FloatArray;
  const run = { predicted: argmax(last), readout, filtered, spikeCounts, probed };
  const next = isSummed ? last : filterNext(last, readout.at(-1) as FloatArray, lowPass);
  return { run, state: { layers: layers.map(({ neurons, synaptic }) => ({ neurons, synaptic })), filtered: next } };
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
  const start = startingState(network);
  let before = start;
  return images.map((image) => {
    const { run, state } = continueSpiking(network, image, before, probes);
    before = { ...state, filtered: start.filtered };
    return run;
  });
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

function startingState({ layers, neurons, initialVoltage, point, readout }: EffectiveNetwork): NetworkState {
  const { array } = point.precision;
  return {
    layers: layers.map(({ plan }, index) => {
      const { start } = neurons[index] as Model;
      return {
        neurons: Array.from(initialVoltage[index] as FloatArray, (voltage) => start(voltage)),
        synaptic: new array(plan.neurons),
      };
    }),
    filtered: new array(readout.bias.length),
  };
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

/** A layer after a step. */
interface LayerStep extends LayerState {
  /** Current of every neuron in the step. */
  readonly current: FloatArray;
  /** Number of spikes of every neuron in the step. */
  readonly spikes: Uint8Array;
}

/** Advances every layer by one step, each on the spikes of the previous layer in the same step. */
function stepLayers(network: EffectiveNetwork, before: readonly LayerState[], firstCurrents: FloatArray): LayerStep[] {
  let spikes = new Uint8Array(0);
  return before.map((layer, index) => {
    // definition: W1
    const { current, synaptic } =
      index === 0
        ? { current: firstCurrents, synaptic: layer.synaptic }
        : currentsFromSpikes(layer, index, spikes, network);

    // definition: W2
    const neurons = stepNeurons(network.neurons[index] as Model, layer.neurons, current);
    spikes = new Uint8Array(current.length).map((_, neuron) => Number(neurons[neuron]?.fired));
    return { neurons, synaptic, current, spikes };
  });
}

/**
 * Currents of a layer for the spikes of the previous layer. A synapse filters the weighted spikes, not the biases;
 * definition: W11.
 *
 *   current = bias + y,   y_0 = 0,   y_t = a · y_{t−1} + (1 − a) · Σ weight · spike_{t−1}
 */
function currentsFromSpikes(
  { synaptic }: LayerState,
  index: number,
  spikes: Uint8Array,
  { layers, synapse, point: { precision } }: EffectiveNetwork,
): Pick<LayerStep, 'current' | 'synaptic'> {
  const { plan, weight, bias } = layers[index] as EffectiveLayer;
  if (synapse === undefined) return { current: convolve(plan, spikes, weight, bias, precision), synaptic };

  // the filter lags one step, so its value before this step is used
  const current = bias.map((value, neuron) => precision.round(value + (synaptic[neuron] as number)));
  const weighted = convolve(plan, spikes, weight, new precision.array(bias.length), precision);
  return {
    current,
    synaptic: weighted.map((value, neuron) => stepLowPass(synaptic[neuron] as number, value, synapse)),
  };
}

function addSpikes(spikes: Uint8Array, counts: Uint32Array): void {
  for (let neuron = 0; neuron < spikes.length; neuron++)
    counts[neuron] = (counts[neuron] as number) + (spikes[neuron] as number);
}

function recordProbe(
  { layer: name, stage }: Probe,
  network: EffectiveNetwork,
  layers: readonly LayerStep[],
): ArrayLike<number> {
  const index = network.layers.findIndex(({ plan }) => plan.name === name);
  const layer = layers[index] as LayerStep;
  if (stage !== 'voltage') return layer[stage];
  // the voltages of a layer have the type of its currents
  return layer.current.map((_, neuron) => network.neurons[index]?.voltage(layer.neurons[neuron]) as number);
}

export function requireImage({ layers }: EffectiveNetwork, image: ArrayLike<number>): void {
  requireLength('image', sizeOf((layers[0] as EffectiveLayer).plan.input), image);
}

export function requireProbes({ layers }: EffectiveNetwork, probes: readonly Probe[]): void {
  const names = layers.map(({ plan }) => plan.name);
  for (const { layer } of probes) requireOneOf('layer of a probe', names, layer);
}
