import { type FloatArray, float32 } from '../../base/precision.ts';
import { requireAllFinite } from '../../base/requirement.ts';
import type { Engine, PreparedNetwork } from '../../engine/engine.ts';
import type { SavedSpikes } from '../../engine/inference.ts';
import { filterStream } from '../../engine/stream.ts';
import { startingVoltage } from '../../simulator/network/build.ts';
import { argmax } from '../../simulator/network/dense.ts';
import { type EffectiveNetwork, foldForRates, foldForSpikes } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { SpikingSummary } from '../../simulator/network/run.ts';
import { operatingPoint, type StudySettings } from '../settings.ts';
import type { Task } from './plan.ts';

/** The result of showing a block of images to a network. */
export interface BlockResult {
  /** Class [image]. */
  readonly predicted: readonly number[];
  /** Spikes of all images and steps together [layer]; empty for the rate network. */
  readonly spikes: readonly number[];
}

/**
 * Runs a task of a study on its images, each of values 0 … 255 [row, column, channel].
 *
 * @param before - the image that precedes them in a stream
 * @throws {Refusal} if a read-out overflows
 */
export type TaskRunner = (task: Task, images: readonly Uint8Array[], before: Uint8Array) => BlockResult;

/** Blocks whose first spikes are saved: of NengoDL's network, 80 MB per thread. */
const mostBlocks = 20;

/** Shows a block of images to a prepared network. */
type ShowBlock = (images: readonly Uint8Array[], before: Uint8Array, saved: readonly SavedSpikes[]) => BlockResult;

/**
 * Creates the runner of a study's tasks. It prepares the network of a task when needed, and reuses it while the next
 * tasks need the same one.
 *
 * @param network - with the initial voltages of its file
 */
export function createTaskRunner(network: Network, settings: StudySettings, engine: Engine): TaskRunner {
  const networks = new Map<number, Network>();
  const networkOf = (seed: number): Network => {
    const known = networks.get(seed) ?? withInitialVoltage(network, seed, settings);
    networks.set(seed, known);
    return known;
  };
  const prepareBlock = ({ kind, amplitude, minVoltage, seed }: Task): ShowBlock => {
    const point = operatingPoint({ amplitude, minVoltage }, settings);
    if (kind === 'rates') return showRates(engine.prepare(foldForRates(network, point)));
    const folded = foldForSpikes(networkOf(seed), point);
    if (settings.stream !== undefined) return showStreams(folded, settings.stream, engine);
    const { runSpiking } = engine.prepare(folded);
    return (images, _, saved) => summarizeBlock(images.map((image, index) => runSpiking(image, saved[index])));
  };
  const blocks = new Map<string, SavedSpikes[]>();
  const savedOf = ({ kind, minVoltage, seed, first, count }: Task): readonly SavedSpikes[] => {
    const key = JSON.stringify([minVoltage, seed, first]);
    if (kind === 'spiking' && !blocks.has(key) && blocks.size < mostBlocks)
      blocks.set(
        key,
        Array.from({ length: count }, () => ({})),
      );
    return blocks.get(key) ?? [];
  };
  let ready: { readonly key: string; readonly show: ShowBlock } | undefined;
  return (task, images, before) => {
    const { kind, amplitude, minVoltage, seed } = task;
    const key = JSON.stringify([kind, amplitude, minVoltage, seed]);
    if (ready?.key !== key) ready = { key, show: prepareBlock(task) };
    return ready.show(images, before, savedOf(task));
  };
}

function showRates({ runRates }: PreparedNetwork): ShowBlock {
  return (images) => {
    const runs = images.map((image) => runRates(image));
    return { predicted: runs.map(({ predicted, readout }) => classOf(predicted, readout)), spikes: [] };
  };
}

/** Shows each image after the one before it, in a stream of two that starts from the initial state. */
function showStreams(network: EffectiveNetwork, readout: StudySettings['stream'], engine: Engine): ShowBlock {
  const { run } = engine.prepareStream(network, 2);
  return (images, before) => {
    const runs = images.map((image, index): SpikingSummary => {
      const stream = run([images[index - 1] ?? before, image]);
      const filtered = filterStream(stream, network, { isCarried: readout === 'carry-over' });
      return { predicted: argmax(filtered), filtered, spikeCounts: stream.at(-1)?.spikeCounts ?? [] };
    });
    return summarizeBlock(runs);
  };
}

/** A class, which is meaningless if a number that it is read from has overflowed. */
function classOf(predicted: number, readout: FloatArray): number {
  requireAllFinite('read-out', readout);
  return predicted;
}

function summarizeBlock(runs: readonly SpikingSummary[]): BlockResult {
  return {
    predicted: runs.map(({ predicted, filtered }) => classOf(predicted, filtered)),
    spikes: (runs[0]?.spikeCounts ?? []).map((_, layer) =>
      runs.reduce((sum, { spikeCounts }) => sum + (spikeCounts[layer] as number), 0),
    ),
  };
}

/** The network with the initial voltages of a study: those of its file, drawn for the seed, or 0. */
export function withInitialVoltage(network: Network, seed: number, { initialVoltage }: StudySettings): Network {
  if (initialVoltage === 'file') return network;
  const voltages = startingVoltage(network.architecture, seed, initialVoltage, float32);
  return { ...network, initialVoltage: voltages };
}
