import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { InputError } from '../../base/input-error.ts';
import { Refusal } from '../../base/requirement.ts';
import { openTrainingPool } from '../../engine/training-pool.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Example, GradientAccumulator } from '../../simulator/training/gradient.ts';
import {
  type EpochSummary,
  type Recipe,
  startTraining,
  trainEpoch,
  tutorialRecipe,
} from '../../simulator/training/train.ts';
import { manifestSchema, withOwnFolder } from '../folder/study-folder.ts';
import { writeJson } from '../folder/write-file.ts';
import { readNetwork, writeNetwork } from '../network/folder.ts';
import { studyVersions } from '../results/saved-results.ts';
import { digestNetwork } from '../run/digest.ts';
import type { RunOptions } from '../run/monitor.ts';
import type { TrainingSettings } from '../settings.ts';

/** The file of a folder of training. */
export const manifest = {
  name: 'training.json',
  schema: manifestSchema.extend({
    /** The SHA-256 of the network; missing during the training. */
    finished: z.looseObject({ networkDigest: z.string() }).exactOptional(),
  }),
};

/** How training is computed. It does not affect the network. */
export interface TrainingOptions extends Pick<RunOptions, 'workers' | 'monitor'> {
  /** Names the network, if there are several. */
  readonly label?: string;
  readonly onEpoch?: (epoch: number, summary: EpochSummary) => void;
}

export function recipeOf({ seed, amplitude, rescalingBase, batchSize, initialVoltage }: TrainingSettings): Recipe {
  const rescaling = rescalingBase === null ? 1 : amplitude / rescalingBase;
  const optimizer = { ...tutorialRecipe.optimizer, rescaling };
  return { ...tutorialRecipe, seed, amplitude, batchSize, initialVoltage, optimizer };
}

/**
 * Trains a network and saves it in a folder, or finds it there. Training that was stopped begins again.
 *
 * @throws {InputError} if the folder cannot be used, contains another network, or the training diverges
 */
export async function trainInFolder(
  directory: string,
  settings: TrainingSettings,
  examples: readonly Example[],
  options: TrainingOptions,
): Promise<Network> {
  return withOwnFolder(directory, manifest, settings, options, async (requireLock, saved) => {
    if (saved?.finished) return readRecorded(directory, saved.finished.networkDigest);
    const { network, epochs } = await trainNetwork(settings, examples, options);
    requireLock();
    writeNetwork(directory, network);
    const finished = { epochs, networkDigest: digestNetwork(network) };
    writeJson(directory, manifest.name, { versions: studyVersions, settings, finished });
    return network;
  });
}

/**
 * Trains a network.
 *
 * @throws {InputError} if the training diverges
 */
export async function trainNetwork(
  settings: TrainingSettings,
  examples: readonly Example[],
  { workers, monitor, label = '', onEpoch }: TrainingOptions,
): Promise<{ readonly network: Network; readonly epochs: readonly EpochSummary[] }> {
  const recipe = recipeOf(settings);
  const pool = openTrainingPool(settings.architecture, recipe.amplitude, workers);
  if (pool.reason !== undefined) monitor?.note?.(`the readable code trains, on one thread, because ${pool.reason}`);
  let images = 0;
  const accumulate: GradientAccumulator = async (network, microBatches, batchSize, ofRecipe) => {
    monitor?.signal?.throwIfAborted();
    const gradients = await pool.accumulateGradients(network, microBatches, batchSize, ofRecipe);
    images += batchSize;
    monitor?.onImages?.(images, settings.epochs * settings.trainImages, label);
    await setImmediate(); // the readable code keeps this thread busy, which must also touch its lock and react to Ctrl-C
    return gradients;
  };
  const epochs: EpochSummary[] = [];
  try {
    let training = startTraining(settings.architecture, recipe);
    while (training.epoch < settings.epochs) {
      const trained = await trainEpoch(training, examples, accumulate);
      training = trained.training;
      epochs.push(trained.summary);
      onEpoch?.(training.epoch, trained.summary);
    }
    return { network: training.network, epochs };
  } catch (error) {
    // the simulator throws a Refusal if the loss is not finite
    throw error instanceof Refusal ? new InputError(`${error.message}; the training diverges`) : error;
  } finally {
    await pool.close();
  }
}

/**
 * Reads the network that was trained. A computer that loses power may leave files of zeros.
 *
 * @throws {InputError} if its digest is not the recorded one
 */
function readRecorded(directory: string, digest: string): Network {
  const network = readNetwork(directory);
  if (digestNetwork(network) === digest) return network;
  throw new InputError(
    `${directory}: the network is not the one that ${manifest.name} records; delete the folder to train again`,
  );
}
