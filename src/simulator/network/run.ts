import type { FloatArray } from '../../base/precision.ts';
import { requireLength, requireOneOf } from '../../base/requirement.ts';
import type { LifConstants } from '../neuron/lif.ts';
import { type Population, restingPopulation } from '../neuron/population.ts';
import { stepLowPass } from '../synapse/low-pass.ts';
import { sizeOf } from './architecture.ts';
import { convolve } from './convolution.ts';
import { argmax, readOut } from './dense.ts';
import type { EffectiveLayer, EffectiveNetwork } from './effective.ts';
import { neuronsOf, stepperOf } from './layer-neurons.ts';

/** What a probe can look at in a layer of neurons. */
export type Stage = 'current' | 'voltage' | 'spikes';

/** Something to be recorded at every step. */
export interface Probe {
  /** Name of the neurons, such as `layer1`. */
  readonly layer: string;
  /** What of them. */
  readonly stage: Stage;
}

/** What came of running a network with spikes on one image. */
export interface SpikingRun {
  /** The class: where the filtered read-out is largest after the last step. */
  readonly predicted: number;
  /** Read-out [step][class]. */
  readonly readout: readonly FloatArray[];
  /** Filtered read-out [step][class]; lags one step. */
  readonly filtered: readonly FloatArray[];
  /** Number of spikes of every neuron, a layer an array [row, column, channel]. */
  readonly spikeCounts: readonly Uint32Array[];
  /** What each probe saw [probe][step][neuron], in the order of the probes. */
  readonly probed: readonly (readonly ArrayLike<number>[])[];
}

/**
 * Shows a network an image for all steps and lets it spike. Every image starts from the same voltages. There is no
 * synapse between layers: a spike reaches the next layer in the step in which it is fired.
 *
 * @param image - values 0 … 255 [row, column, channel]
 * @param probes - what to record besides; recording changes nothing
 * @throws {RangeError} if the image does not have the size of the network's input, or a probe's layer does not exist
 * @example
 * const network = foldForSpikes(build(miniature, 0), tutorialPoint);
 * const { predicted, spikeCounts } = runSpiking(network, new Uint8Array(784).fill(128));
 * [predicted, spikeCounts[0].length] // [5, 512]
 */
export function runSpiking(network: EffectiveNetwork, image: Uint8Array, probes: readonly Probe[] = []): SpikingRun {
  requireImage(network, image);
  requireProbes(network, probes);
  const { readout: dense, point, lowPass } = network;
  const running = network.layers.map((_, index) => startLayer(network, index));
  const probed = probes.map(() => [] as ArrayLike<number>[]);
  const readouts: FloatArray[] = [];
  const filtereds: FloatArray[] = [];
  let filtered: FloatArray = new point.precision.array(dense.bias.length);

  // the image stands still, so the currents of the first layer are the same in every step
  const firstCurrents = currentsOf(network.layers[0] as EffectiveLayer, image, network);

  for (let step = 0; step < point.steps; step++) {
    const spikes = stepLayers(network, running, firstCurrents, (layer, seen) => {
      for (const [place, probe] of probes.entries())
        if (probe.layer === layer) probed[place]?.push(seen[probe.stage].slice());
    });

    // read-out, and its filter, which shows what it knew before this step
    const readout = readOut(spikes, dense.weight, dense.bias, point.precision);
    readouts.push(readout);
    filtereds.push(filtered);
    filtered = filtered.map((value, label) => stepLowPass(value, readout[label] as number, lowPass));
  }
  const predicted = argmax(filtereds.at(-1) as FloatArray);
  const spikeCounts = running.map((layer) => layer.spikeCounts);
  return { predicted, readout: readouts, filtered: filtereds, spikeCounts, probed };
}

/** A layer of neurons while it runs. */
interface RunningLayer {
  readonly effective: EffectiveLayer;
  readonly neurons: LifConstants;
  readonly population: Population;
  /** Spikes so far [neuron]. */
  readonly spikeCounts: Uint32Array;
}

function startLayer(network: EffectiveNetwork, index: number): RunningLayer {
  const effective = network.layers[index] as EffectiveLayer;
  const voltages = network.initialVoltage[index] as FloatArray;
  return {
    effective,
    neurons: neuronsOf(network, index),
    population: restingPopulation(voltages, network.lif),
    spikeCounts: new Uint32Array(effective.plan.neurons),
  };
}

/** Advances every layer by a step, on the spikes that the one before has just fired; returns those of the last. */
function stepLayers(
  network: EffectiveNetwork,
  running: readonly RunningLayer[],
  firstCurrents: FloatArray,
  look: (layer: string, seen: Readonly<Record<Stage, FloatArray | Uint8Array>>) => void,
): Uint8Array {
  const stepNeurons = stepperOf(network);
  let spikes = new Uint8Array(0);
  for (const [index, { effective, neurons, population, spikeCounts }] of running.entries()) {
    // current
    const current = index === 0 ? firstCurrents : currentsOf(effective, spikes, network);

    // voltage and spikes
    spikes = new Uint8Array(effective.plan.neurons);
    stepNeurons(population, current, neurons, spikes);

    countSpikes(spikes, spikeCounts);
    look(effective.plan.name, { current, voltage: population.voltage, spikes });
  }
  return spikes;
}

/** Requires an image of the size that the network sees. */
export function requireImage({ layers }: EffectiveNetwork, image: ArrayLike<number>): void {
  requireLength('image', sizeOf((layers[0] as EffectiveLayer).plan.input), image);
}

/** Requires every probe to be on a layer of the network. */
export function requireProbes({ layers }: EffectiveNetwork, probes: readonly Probe[]): void {
  const names = layers.map(({ plan }) => plan.name);
  for (const { layer } of probes) requireOneOf('layer of a probe', names, layer);
}

/** Currents of a layer for what the layer before sends. */
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
