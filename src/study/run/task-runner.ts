import { type FloatArray, float32 } from '../../base/precision.ts';
import { requireAllFinite } from '../../base/requirement.ts';
import type { Engine } from '../../engine/engine.ts';
import type { PreparedNetwork } from '../../engine/prepared.ts';
import { startingVoltage } from '../../simulator/network/build.ts';
import { foldForRates, foldForSpikes } from '../../simulator/network/effective.ts';
import type { Network } from '../../simulator/network/network.ts';
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
 * @throws {RangeError} if a read-out overflows
 */
export type TaskRunner = (task: Task, images: readonly Uint8Array[]) => BlockResult;

/**
 * Creates the runner of a study's tasks. It prepares the network of a task when needed, and reuses it while the next
 * tasks need the same one.
 *
 * @param network - with the initial voltages of its file
 */
export function createTaskRunner(network: Network, settings: StudySettings, { prepare }: Engine): TaskRunner {
  const networks = new Map<number, Network>();
  const networkOf = (seed: number): Network => {
    const known = networks.get(seed) ?? withInitialVoltage(network, seed, settings);
    networks.set(seed, known);
    return known;
  };
  let ready: { readonly key: string; readonly prepared: PreparedNetwork } | undefined;
  return ({ kind, amplitude, minVoltage, seed }, images) => {
    const key = JSON.stringify([kind, amplitude, minVoltage, seed]);
    if (ready?.key !== key) {
      const point = operatingPoint({ amplitude, minVoltage }, settings);
      const folded = kind === 'rates' ? foldForRates(network, point) : foldForSpikes(networkOf(seed), point);
      ready = { key, prepared: prepare(folded) };
    }
    return kind === 'rates' ? showRates(ready.prepared, images) : showSpiking(ready.prepared, images);
  };
}

function showRates({ runRates }: PreparedNetwork, images: readonly Uint8Array[]): BlockResult {
  const runs = images.map((image) => runRates(image));
  return { predicted: runs.map(({ predicted, readout }) => classOf(predicted, readout)), spikes: [] };
}

/** A class, which is meaningless if a number that it is read from has overflowed. */
function classOf(predicted: number, readout: FloatArray): number {
  requireAllFinite('read-out', readout);
  return predicted;
}

function showSpiking({ runSpiking }: PreparedNetwork, images: readonly Uint8Array[]): BlockResult {
  const runs = images.map((image) => runSpiking(image));
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
