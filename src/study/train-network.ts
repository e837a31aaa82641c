import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openTrainingPool } from '../engine/training-pool.ts';
import { InputError } from '../input-error.ts';
import type { Architecture } from '../network/architecture.ts';
import { readNetwork, writeNetwork } from '../network/folder.ts';
import { makeFolder } from '../network/make-folder.ts';
import type { Network } from '../network/network.ts';
import type { Example } from '../training/gradient.ts';
import {
  type EpochSummary,
  type ErrorSummer,
  microBatchSize,
  networkOf,
  type Recipe,
  trainEpoch,
  tutorialRecipe,
} from '../training/train.ts';
import type { Versions } from '../version.ts';
import { type Checkpoint, keepCheckpoint, openCheckpoint } from './checkpoint.ts';
import { digestNetwork } from './digest.ts';
import { refuseSystemErrors, writeWhole } from './folder.ts';
import { releaseLock, takeLock } from './lock.ts';
import { requireSameSettings } from './same-settings.ts';

/** All that the bits of a trained network depend on. Plain data, kept beside it. */
export interface TrainingSettings {
  readonly architecture: Architecture;
  readonly seed: number;
  readonly amplitude: number;
  /** Start, learning rate and ε of what is fed by spikes are in units of amplitude/base; null: not compensated. */
  readonly compensationBase: number | null;
  readonly epochs: number;
  readonly batchSize: number;
  /** Number of images: the first ones of the training set. */
  readonly trainImages: number;
  /** SHA-256 of the images and labels. */
  readonly imagesDigest: string;
  readonly initialVoltage: Recipe['initialVoltage'];
}

/** What a finished training leaves in `training.json`. */
export interface TrainingManifest {
  readonly versions: Versions;
  readonly settings: TrainingSettings;
  /** How each epoch went, and the SHA-256 of the network; missing while it is being trained. */
  readonly finished?: { readonly epochs: readonly EpochSummary[]; readonly networkDigest: string };
}

/** How a network is trained. Nothing of it changes a bit of the network. */
export interface TrainingOptions {
  readonly workers: number;
  readonly versions: Versions;
  readonly onEpoch?: (epoch: number, summary: EpochSummary) => void;
  /** Called after each batch. */
  readonly onProgress?: (progress: EpochProgress) => void;
  readonly signal?: AbortSignal;
}

/** How far a training is. */
export interface EpochProgress {
  /** Images shown in all epochs, those of earlier runs included. */
  readonly images: number;
}

const manifestName = 'training.json';

/** The recipe that settings stand for. */
export function recipeOf({ seed, amplitude, compensationBase, batchSize, initialVoltage }: TrainingSettings): Recipe {
  const compensation = compensationBase === null ? 1 : amplitude / compensationBase;
  const optimiser = { ...tutorialRecipe.optimiser, compensation };
  return { ...tutorialRecipe, seed, amplitude, batchSize, initialVoltage, optimiser };
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
    writeWhole(directory, manifestName, formatManifest(manifest));
    const { training, summaries } = await trainEpochs(directory, settings, examples, options);
    const network = networkOf(training);
    writeNetwork(directory, network);
    const result = { epochs: summaries, networkDigest: digestNetwork(network) };
    writeWhole(directory, manifestName, formatManifest({ ...manifest, finished: result }));
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
  { workers, onEpoch, onProgress, signal }: TrainingOptions,
): Promise<Checkpoint> {
  const recipe = recipeOf(settings);
  let checkpoint = openCheckpoint(directory, settings.architecture, recipe);
  if (checkpoint.training.epoch >= settings.epochs) return checkpoint;
  const pool = openTrainingPool(settings.architecture, recipe.amplitude, examples, {
    workers,
    placesForSums: Math.ceil(settings.batchSize / microBatchSize),
  });
  let images = checkpoint.training.epoch * examples.length;
  const sumErrors: ErrorSummer = async (network, microBatches, batchSize, recipe) => {
    signal?.throwIfAborted();
    const sums = await pool.sumErrors(network, microBatches, batchSize, recipe);
    images += batchSize;
    onProgress?.({ images });
    return sums;
  };
  try {
    while (checkpoint.training.epoch < settings.epochs) {
      const { training, summary } = await trainEpoch(checkpoint.training, examples, sumErrors);
      checkpoint = { training, summaries: [...checkpoint.summaries, summary] };
      keepCheckpoint(directory, checkpoint);
      onEpoch?.(training.epoch, summary);
    }
  } finally {
    await pool.close();
  }
  return checkpoint;
}

/** The network in a folder if its training is finished; nothing if it has not begun or is under way. */
function findTrained(directory: string, settings: TrainingSettings, versions: Versions): Network | undefined {
  const manifest = readManifest(directory);
  if (manifest === undefined) return undefined;
  requireSameSettings(directory, 'a network', manifest, { versions, settings }, 'take another folder');
  if (!manifest.finished) return undefined;
  const network = readNetwork(directory);
  if (digestNetwork(network) === manifest.finished.networkDigest) return network;
  throw new InputError(`${directory}: the network is not the one of ${manifestName}; delete the folder to train anew`);
}

/** Reads what a folder says of the training of its network; nothing if no training was begun there. */
export function readManifest(directory: string): TrainingManifest | undefined {
  const file = join(directory, manifestName);
  if (!existsSync(file)) {
    if (existsSync(directory) && readdirSync(directory).some((name) => !name.startsWith('lock')))
      throw new InputError(`${directory}: holds something else than a network in training; take an empty folder`);
    return undefined;
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new InputError(`${file}: cannot be read; delete the folder to train anew`);
  }
}

function formatManifest(manifest: TrainingManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
