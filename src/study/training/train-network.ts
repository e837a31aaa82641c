import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { makeFolder } from '../../base/make-folder.ts';
import type { Versions } from '../../base/version.ts';
import { openTrainingPool } from '../../engine/training-pool.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Example } from '../../simulator/training/gradient.ts';
import { type GradientAccumulator, microBatchSize } from '../../simulator/training/micro-batch.ts';
import { type Recipe, tutorialRecipe } from '../../simulator/training/recipe.ts';
import { type EpochSummary, networkOf, trainEpoch } from '../../simulator/training/train.ts';
import { releaseLock, takeLock } from '../folder/lock.ts';
import { requireSameSettings } from '../folder/same-settings.ts';
import { refuseSystemErrors } from '../folder/study-folder.ts';
import { readNetwork, writeNetwork } from '../network/folder.ts';
import { digestNetwork } from '../run/digest.ts';
import { type Checkpoint, keepCheckpoint, openCheckpoint } from './checkpoint.ts';
import {
  keepTrainingManifest,
  readTrainingManifest,
  type TrainingSettings,
  trainingManifestName,
} from './training-manifest.ts';

/** How a network is trained. Nothing of it changes a bit of the network. */
export interface TrainingOptions {
  /** Number of threads, whole, 1 or more. */
  readonly workers: number;
  /** Kept beside the network; one of other versions is not gone on with. */
  readonly versions: Versions;
  /** Called after each epoch, which is then kept. */
  readonly onEpoch?: (epoch: number, summary: EpochSummary) => void;
  /** Called after each batch. */
  readonly onProgress?: (progress: EpochProgress) => void;
  /** Stops the training before the next batch. */
  readonly signal?: AbortSignal;
}

/** How far a training is. */
export interface EpochProgress {
  /** Images shown in all epochs, those of earlier runs included. */
  readonly images: number;
}

/** The recipe that settings stand for. */
export function recipeOf({ seed, amplitude, rescalingBase, batchSize, initialVoltage }: TrainingSettings): Recipe {
  const rescaling = rescalingBase === null ? 1 : amplitude / rescalingBase;
  const optimizer = { ...tutorialRecipe.optimizer, rescaling };
  return { ...tutorialRecipe, seed, amplitude, batchSize, initialVoltage, optimizer };
}

/**
 * Trains a network in a folder, or finds it there. Each epoch is kept, so a run that was stopped goes on from the last
 * one and ends with the same bits.
 *
 * @throws {InputError} if the folder is in use, cannot be written, or holds a network of other settings
 */
export async function trainNetwork(
  directory: string,
  settings: TrainingSettings,
  examples: readonly Example[],
  options: TrainingOptions,
): Promise<Network> {
  const finished = refuseSystemErrors(directory, () => findTrained(directory, settings, options.versions));
  if (finished) return finished;
  refuseSystemErrors(directory, () => makeFolder(directory));
  const lock = join(directory, 'lock');
  await takeLock(lock);
  try {
    const manifest = { versions: options.versions, settings };
    keepTrainingManifest(directory, manifest);
    const { training, summaries } = await trainEpochs(directory, settings, examples, options);
    const network = networkOf(training);
    writeNetwork(directory, network);
    const result = { epochs: summaries, networkDigest: digestNetwork(network) };
    keepTrainingManifest(directory, { ...manifest, finished: result });
    rmSync(join(directory, `epoch${training.epoch}`), { recursive: true, force: true });
    return network;
  } finally {
    releaseLock(lock);
  }
}

async function trainEpochs(
  directory: string,
  settings: TrainingSettings,
  examples: readonly Example[],
  { workers, onEpoch, ...watching }: TrainingOptions,
): Promise<Checkpoint> {
  const recipe = recipeOf(settings);
  let checkpoint = openCheckpoint(directory, settings.architecture, recipe);
  if (checkpoint.training.epoch >= settings.epochs) return checkpoint;
  const pool = openTrainingPool(settings.architecture, recipe.amplitude, examples, {
    workers,
    mostMicroBatches: Math.ceil(settings.batchSize / microBatchSize),
  });
  const shown = checkpoint.training.epoch * examples.length;
  const accumulateGradients = watched(pool.accumulateGradients, shown, watching);
  try {
    while (checkpoint.training.epoch < settings.epochs) {
      const { training, summary } = await trainEpoch(checkpoint.training, examples, accumulateGradients);
      checkpoint = { training, summaries: [...checkpoint.summaries, summary] };
      refuseSystemErrors(directory, () => keepCheckpoint(directory, checkpoint));
      onEpoch?.(training.epoch, summary);
    }
  } finally {
    await pool.close();
  }
  return checkpoint;
}

/** The same sums, told after each batch; before each the training may be stopped. */
function watched(
  accumulateGradients: GradientAccumulator,
  shown: number,
  { onProgress, signal }: Pick<TrainingOptions, 'onProgress' | 'signal'>,
): GradientAccumulator {
  let images = shown;
  return async (network, microBatches, batchSize, recipe) => {
    signal?.throwIfAborted();
    const sums = await accumulateGradients(network, microBatches, batchSize, recipe);
    images += batchSize;
    onProgress?.({ images });
    return sums;
  };
}

/** The network in a folder if its training is finished; nothing if it has not begun or is under way. */
function findTrained(directory: string, settings: TrainingSettings, versions: Versions): Network | undefined {
  const manifest = readTrainingManifest(directory);
  if (manifest === undefined) return undefined;
  requireSameSettings(directory, 'a network', manifest, { versions, settings }, 'choose another folder');
  if (!manifest.finished) return undefined;
  const network = readNetwork(directory);
  if (digestNetwork(network) === manifest.finished.networkDigest) return network;
  throw new InputError(
    `${directory}: the network is not the one of ${trainingManifestName}; delete the folder to train anew`,
  );
}
