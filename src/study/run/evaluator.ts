import { precisions } from '../../base/precision.ts';
import { createEngine } from '../../engine/engine.ts';
import { startingVoltage } from '../../simulator/network/build.ts';
import { foldForRates, foldForSpikes, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import { runRates } from '../../simulator/network/rates.ts';
import { runSpiking } from '../../simulator/network/run.ts';
import type { StudySettings } from '../results/settings.ts';
import { operatingPoint, type Task } from './plan.ts';

/** The result of showing a block of images to a network. */
export interface BlockResult {
  /** Class [image]. */
  readonly predicted: readonly number[];
  /** Spikes of all images and steps together [layer]; empty for the rate network. */
  readonly spikes: readonly number[];
}

/** Shows a block of images, each of values 0 … 255 [row, column, channel], to a network. */
type ShowImages = (images: readonly Uint8Array[]) => BlockResult;

/** Runs a network with spikes and as a rate network. All evaluators give the same bits. */
export interface Evaluator {
  /** With spikes. */
  readonly spiking: (network: Network, point: OperatingPoint) => ShowImages;
  /** As a rate network. */
  readonly rates: (network: Network, point: OperatingPoint) => ShowImages;
}

/** Names of the evaluators. */
export type EvaluatorName = 'fast' | 'readable';

/** Opens an evaluator. `fast` uses the readable code if the engine cannot run the network. */
export async function openEvaluator(name: EvaluatorName): Promise<Evaluator> {
  return name === 'fast' ? fast() : readable;
}

/** The simulator. */
export const readable: Evaluator = {
  spiking: (network, point) => {
    const folded = foldForSpikes(network, point);
    return (images) => {
      const runs = images.map((image) => runSpiking(folded, image));
      return blockOf(runs.map(({ predicted, spikeCounts }) => ({ predicted, spikeCounts: spikeCounts.map(sum) })));
    };
  },
  rates: (network, point) => {
    const folded = foldForRates(network, point);
    return (images) => ({ predicted: images.map((image) => runRates(folded, image).predicted), spikes: [] });
  },
};

/** The engine. */
async function fast(): Promise<Evaluator> {
  const engine = await createEngine();
  return {
    spiking: (network, point) => {
      const prepared = engine.prepare(foldForSpikes(network, point));
      return (images) => blockOf(images.map((image) => prepared.runSpiking(image)));
    },
    rates: (network, point) => {
      const prepared = engine.prepare(foldForRates(network, point));
      return (images) => ({ predicted: images.map((image) => prepared.runRates(image).predicted), spikes: [] });
    },
  };
}

function blockOf(
  runs: readonly { readonly predicted: number; readonly spikeCounts: readonly number[] }[],
): BlockResult {
  const layers = runs[0]?.spikeCounts ?? [];
  return {
    predicted: runs.map(({ predicted }) => predicted),
    spikes: layers.map((_, layer) => sum(runs.map(({ spikeCounts }) => spikeCounts[layer] as number))),
  };
}

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < counts.length; index++) total += counts[index] as number;
  return total;
}

/** Runs a task of a study on its images. */
export type TaskRunner = (task: Task, images: readonly Uint8Array[]) => BlockResult;

/**
 * Creates the runner of a study's tasks. It prepares the network of a task when needed, and reuses it while the next
 * tasks need the same one.
 *
 * @param network - with the initial voltages of its file
 */
export function createTaskRunner(network: Network, settings: StudySettings, evaluator: Evaluator): TaskRunner {
  const networks = new Map<number, Network>();
  const networkOf = (seed: number): Network => {
    const known = networks.get(seed) ?? withInitialVoltage(network, seed, settings);
    networks.set(seed, known);
    return known;
  };
  let ready: { readonly key: string; readonly show: ShowImages } | undefined;
  return ({ kind, amplitude, minVoltage, seed }, images) => {
    const key = JSON.stringify([kind, amplitude, minVoltage, seed]);
    if (ready?.key !== key) {
      const point = operatingPoint({ amplitude, minVoltage }, settings);
      const show = kind === 'rates' ? evaluator.rates(network, point) : evaluator.spiking(networkOf(seed), point);
      ready = { key, show };
    }
    return ready.show(images);
  };
}

function withInitialVoltage(network: Network, seed: number, { initialVoltage, precision }: StudySettings): Network {
  if (initialVoltage === 'file') return network;
  const voltages = startingVoltage(network.architecture, seed, initialVoltage, precisions[precision]);
  return { ...network, initialVoltage: voltages };
}
