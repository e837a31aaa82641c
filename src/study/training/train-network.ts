import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InputError } from '../../base/input-error.ts';
import { versions } from '../../base/version.ts';
import { openTrainingPool } from '../../engine/training-pool.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Example } from '../../simulator/training/gradient.ts';
import { type GradientAccumulator, microBatchSize } from '../../simulator/training/micro-batch.ts';
import { type Recipe, tutorialRecipe } from '../../simulator/training/recipe.ts';
import { type EpochSummary, networkOf, trainEpoch } from '../../simulator/training/train.ts';
import { withLock } from '../folder/lock.ts';
import { requireSameSettings } from '../folder/same-settings.ts';
import { refuseSystemErrors, writeJson } from '../folder/write-file.ts';
import { writeNetwork } from '../network/folder.ts';
import { digestNetwork } from '../run/digest.ts';
import type { RunOptions } from '../run/monitor.ts';
import type { TrainingSettings } from '../settings.ts';
import { type Checkpoint, findCheckpoint, openCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { readRecorded, readTrainingManifest, trainingManifestName } from './training-manifest.ts';

/** How training is computed. It does not affect the network. */
export interface TrainingOptions extends Pick<RunOptions, 'workers' | 'monitor'> {
  /** Names the network, if there are several. */
  readonly label?: string;
  readonly isTemporary?: boolean;
  readonly onEpoch?: (epoch: number, summary: EpochSummary) => void;
}

export function recipeOf({ seed, amplitude, rescalingBase, batchSize, initialVoltage }: TrainingSettings): Recipe {
  const rescaling = rescalingBase === null ? 1 : amplitude / rescalingBase;
  const optimizer = { ...tutorialRecipe.optimizer, rescaling };
  return { ...tutorialRecipe, seed, amplitude, batchSize, initialVoltage, optimizer };
}

/**
 * Trains a network in a folder, or finds it there. Each epoch is saved, so an interrupted run continues after its last
 * epoch and ends with the same bits.
 *
 * @throws {InputError} if the folder cannot be used, contains another network, or the training diverges
 */
export async function trainNetwork(
  directory: string,
  settings: TrainingSettings,
  examples: readonly Example[],
  options: TrainingOptions,
): Promise<Network> {
  const finished = refuseSystemErrors(directory, () => findTrained(directory, settings));
  if (finished) return finished;
  const train = async (requireLock: () => void) => {
    const finishedByOthers = findTrained(directory, settings); // while this process waited for the lock
    if (finishedByOthers) return finishedByOthers;
    writeJson(directory, trainingManifestName, { versions, settings });
    const { training, summaries } = await trainEpochs(directory, settings, examples, options, requireLock);
    const network = networkOf(training);
    writeNetwork(directory, network);
    const result = { epochs: summaries, networkDigest: digestNetwork(network) };
    writeJson(directory, trainingManifestName, { versions, settings, finished: result });
    rmSync(join(directory, `epoch${training.epoch}`), { recursive: true, force: true });
    return network;
  };
  return withLock(directory, train, options.monitor?.note).catch((error) => {
    throw error instanceof RangeError ? describeDivergence(error, directory, options) : error;
  });
}

async function trainEpochs(
  directory: string,
  settings: TrainingSettings,
  examples: readonly Example[],
  { workers, monitor, label = '', onEpoch }: TrainingOptions,
  requireLock: () => void,
): Promise<Checkpoint> {
  const recipe = recipeOf(settings);
  let checkpoint = openCheckpoint(directory, settings.architecture, recipe);
  if (checkpoint.training.epoch >= settings.epochs) return checkpoint;
  const pool = openTrainingPool(settings.architecture, recipe.amplitude, examples, {
    workers,
    mostMicroBatches: Math.ceil(Math.min(settings.batchSize, examples.length) / microBatchSize),
  });
  if (pool.reason !== undefined) monitor?.note?.(`the readable code trains, on one thread, because ${pool.reason}`);
  const counter = monitor?.countImages?.(settings.epochs * settings.trainImages, label);
  let images = checkpoint.training.epoch * examples.length;
  const accumulate: GradientAccumulator = async (network, microBatches, batchSize, ofRecipe) => {
    monitor?.signal?.throwIfAborted();
    const gradients = await pool.accumulateGradients(network, microBatches, batchSize, ofRecipe);
    images += batchSize;
    counter?.update(images);
    await setImmediate(); // the readable code keeps this thread busy, which must also touch its lock and react to Ctrl-C
    return gradients;
  };
  try {
    while (checkpoint.training.epoch < settings.epochs) {
      const { training, summary } = await trainEpoch(checkpoint.training, examples, accumulate);
      checkpoint = { training, summaries: [...checkpoint.summaries, summary] };
      requireLock();
      saveCheckpoint(directory, checkpoint);
      counter?.end();
      onEpoch?.(training.epoch, summary);
    }
    return checkpoint;
  } finally {
    counter?.end();
    await pool.close();
  }
}

/** The simulator throws a RangeError if the loss is not finite. */
function describeDivergence({ message }: RangeError, directory: string, { isTemporary }: TrainingOptions): InputError {
  const last = findCheckpoint(directory);
  const saved = last === undefined ? 'no epoch was finished' : `the last finished epoch is saved in ${last}`;
  return new InputError(`${message}; the training diverges${isTemporary ? '' : `, and ${saved}`}`);
}

/** The network in a folder if its training is finished; undefined if it has not begun or is in progress. */
function findTrained(directory: string, settings: TrainingSettings): Network | undefined {
  const manifest = readTrainingManifest(directory);
  if (manifest === undefined) return undefined;
  requireSameSettings(directory, 'a network', manifest, { versions, settings }, 'choose another folder');
  if (!manifest.finished) return undefined;
  return readRecorded(directory, manifest.finished.networkDigest);
}

export interface NetworkFolder {
  readonly directory: string;
  readonly isTemporary: boolean;
}

/** Runs an action with a folder of trained networks: the given one, or a temporary one that is removed afterwards. */
export async function withNetworkFolder<Value>(
  directory: string | undefined,
  action: (folder: NetworkFolder) => Promise<Value>,
): Promise<Value> {
  if (directory !== undefined) return action({ directory, isTemporary: false });
  const temporary = mkdtempSync(join(tmpdir(), 'lifspec-'));
  try {
    return await action({ directory: temporary, isTemporary: true });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
