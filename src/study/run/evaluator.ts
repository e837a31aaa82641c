import { precisions } from '../../base/precision.ts';
import { createEngine } from '../../engine/engine.ts';
import { startingVoltage } from '../../simulator/network/build.ts';
import { foldForRates, foldForSpikes, type OperatingPoint } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import { runRates } from '../../simulator/network/rates.ts';
import { runSpiking } from '../../simulator/network/run.ts';
import type { StudySettings } from '../results/settings.ts';
import { operatingPoint, type Task } from './plan.ts';

/** What came of showing a block of images to a network. */
export interface Block {
  /** Class [image]. */
  readonly predicted: readonly number[];
  /** Spikes of all images and steps together [layer]; empty for the rate network. */
  readonly spikes: readonly number[];
}

/** Shows a block of images, each of values 0 … 255 [row, column, channel], to a network. */
type Show = (images: readonly Uint8Array[]) => Block;

/** What can run a network with spikes and as a rate network: the readable code, or anything that gives the same bits. */
export interface Evaluator {
  /** With spikes. */
  readonly spiking: (network: Network, point: OperatingPoint) => Show;
  /** As a rate network. */
  readonly rates: (network: Network, point: OperatingPoint) => Show;
}

/** Names of the evaluators. */
export type EvaluatorName = 'fast' | 'readable';

/** Opens an evaluator. `fast` falls back to the readable code where the engine cannot run, so both give the same bits. */
export async function openEvaluator(name: EvaluatorName): Promise<Evaluator> {
  return name === 'fast' ? fast() : readable;
}

/** The readable code. */
export const readable: Evaluator = {
  spiking: (network, point) => {
    const folded = foldForSpikes(network, point);
    return (images) => {
      const runs = images.map((image) => runSpiking(folded, image));
      return blockOf(runs.map(({ predicted, spikeCounts }) => ({ predicted, spikeCounts: spikeCounts.map(total) })));
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

/** Adds up what came of single images. */
function blockOf(runs: readonly { readonly predicted: number; readonly spikeCounts: readonly number[] }[]): Block {
  const layers = runs[0]?.spikeCounts ?? [];
  return {
    predicted: runs.map(({ predicted }) => predicted),
    spikes: layers.map((_, layer) => runs.reduce((sum, run) => sum + (run.spikeCounts[layer] as number), 0)),
  };
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let neuron = 0; neuron < counts.length; neuron++) sum += counts[neuron] as number;
  return sum;
}

/** Does the tasks of a study. */
export type TaskRunner = (task: Task, images: readonly Uint8Array[]) => Block;

/**
 * Prepares to do the tasks of a study. What a task needs is made when it is first needed and kept while the next tasks
 * need the same.
 *
 * @param network - with the initial voltages of its file
 */
export function createTaskRunner(network: Network, settings: StudySettings, evaluator: Evaluator): TaskRunner {
  const networks = new Map<number, Network>();
  const networkOf = (seed: number): Network => {
    const known = networks.get(seed) ?? withStart(network, seed, settings);
    networks.set(seed, known);
    return known;
  };
  let ready: { readonly place: string; readonly show: Show } | undefined;
  return ({ kind, amplitude, minVoltage, seed }, images) => {
    const place = JSON.stringify([kind, amplitude, minVoltage, seed]);
    if (ready?.place !== place) {
      const point = operatingPoint({ amplitude, minVoltage }, settings);
      const show = kind === 'rates' ? evaluator.rates(network, point) : evaluator.spiking(networkOf(seed), point);
      ready = { place, show };
    }
    return ready.show(images);
  };
}

function withStart(network: Network, seed: number, { initialVoltage, precision }: StudySettings): Network {
  if (initialVoltage === 'file') return network;
  const voltages = startingVoltage(network.architecture, seed, initialVoltage, precisions[precision]);
  return { ...network, initialVoltage: voltages };
}
