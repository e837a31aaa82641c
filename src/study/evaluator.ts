import { startingVoltage } from '../network/build.ts';
import { foldForRates, foldForSpikes, type OperatingPoint } from '../network/effective.ts';
import type { Network } from '../network/network.ts';
import { runRates } from '../network/rates.ts';
import { runSpiking } from '../network/run.ts';
import { precisions } from '../precision.ts';
import { operatingPoint, type Task } from './plan.ts';
import type { StudySettings } from './settings.ts';

/** What came of showing a block of images to a spiking network. */
export interface SpikingBlock {
  /** Class [image]. */
  readonly predicted: readonly number[];
  /** Spikes of all images and steps together [layer]. */
  readonly spikes: readonly number[];
}

/**
 * What can show a block of images to a network: the readable code, or anything that gives the same bits. Images
 * [image] of values 0 … 255 [row, column, channel].
 */
export interface Evaluator {
  readonly spiking: (network: Network, point: OperatingPoint, images: readonly Uint8Array[]) => SpikingBlock;
  /** Class that the rate network gives [image]. */
  readonly rates: (network: Network, point: OperatingPoint, images: readonly Uint8Array[]) => readonly number[];
}

/** The readable code. */
export const readable: Evaluator = {
  spiking: (network, point, images) => {
    const folded = foldForSpikes(network, point);
    const runs = images.map((image) => runSpiking(folded, image));
    return {
      predicted: runs.map((run) => run.predicted),
      spikes: folded.layers.map((_, layer) => runs.reduce((sum, run) => sum + total(run.spikeCounts[layer] ?? []), 0)),
    };
  },
  rates: (network, point, images) => {
    const folded = foldForRates(network, point);
    return images.map((image) => runRates(folded, image).predicted);
  },
};

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let neuron = 0; neuron < counts.length; neuron++) sum += counts[neuron] as number;
  return sum;
}

/** A block of results: of which classes the images are taken to be, and, of a spiking network, its spikes a layer. */
export interface Block {
  readonly predicted: readonly number[];
  /** [layer]; empty for the rate network. */
  readonly spikes: readonly number[];
}

/** Does the tasks of a study. */
export type Labour = (task: Task, images: readonly Uint8Array[]) => Block;

/**
 * Prepares to do the tasks of a study. The network of a seed is made when it is first needed.
 *
 * @param network - with the initial voltages of its file
 */
export function labour(network: Network, settings: StudySettings, evaluator: Evaluator = readable): Labour {
  const networks = new Map<number, Network>();
  const networkOf = (seed: number): Network => {
    const known = networks.get(seed) ?? withStart(network, seed, settings);
    networks.set(seed, known);
    return known;
  };
  return (task, images) => {
    const point = operatingPoint(task, settings);
    if (task.kind === 'rates') return { predicted: evaluator.rates(network, point, images), spikes: [] };
    return evaluator.spiking(networkOf(task.seed), point, images);
  };
}

function withStart(network: Network, seed: number, { initialVoltage, precision }: StudySettings): Network {
  if (initialVoltage === 'file') return network;
  const voltages = startingVoltage(network.architecture, seed, initialVoltage, precisions[precision]);
  return { ...network, initialVoltage: voltages };
}
