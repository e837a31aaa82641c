import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import type { Versions } from '../../base/version.ts';
import type { Architecture } from '../../simulator/network/architecture.ts';
import type { InitialVoltage } from '../../simulator/network/build.ts';
import type { EpochSummary } from '../../simulator/training/train.ts';
import { writeWhole } from '../folder/study-folder.ts';

/** All that the bits of a trained network depend on. Plain data, kept beside it. */
export interface TrainingSettings {
  /** Shapes and time constants. */
  readonly architecture: Architecture;
  /** Of the start and of the order of the images, whole, 0 or more. */
  readonly seed: number;
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** Start, learning rate and ε of what is fed by spikes are in units of amplitude/base; null: not rescaled. */
  readonly rescalingBase: number | null;
  /** Number of times that all images are shown, whole, 1 or more. */
  readonly epochs: number;
  /** Number of images before the weights are changed, whole, 1 or more. */
  readonly batchSize: number;
  /** Number of images: the first ones of the training set. */
  readonly trainImages: number;
  /** SHA-256 of the images and labels. */
  readonly imagesDigest: string;
  /** Where the voltages of the trained network start. */
  readonly initialVoltage: InitialVoltage;
}

/** How a network was trained, without its architecture: what an evaluation of it says. */
export type RecordedTraining = Omit<TrainingSettings, 'architecture'>;

/** What a training leaves in `training.json`. */
export interface TrainingManifest {
  /** Of lifspec, the specification and the protocol. */
  readonly versions: Versions;
  /** With what it was trained. */
  readonly settings: TrainingSettings;
  /** How each epoch went, and the SHA-256 of the network; missing while it is being trained. */
  readonly finished?: { readonly epochs: readonly EpochSummary[]; readonly networkDigest: string };
}

/** Name of the file. */
export const trainingManifestName = 'training.json';

/** Writes what is known of a training, in one go. */
export function keepTrainingManifest(directory: string, manifest: TrainingManifest): void {
  writeWhole(directory, trainingManifestName, `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Reads what a folder says of the training of its network; nothing if no training was begun there.
 *
 * @throws {InputError} if the folder holds something else, or the file is damaged
 */
export function readTrainingManifest(directory: string): TrainingManifest | undefined {
  const file = join(directory, trainingManifestName);
  if (!existsSync(file)) {
    if (existsSync(directory) && readdirSync(directory).some((name) => !ownBeginnings.test(name)))
      throw new InputError(`${directory}: holds something else than a network in training; take an empty folder`);
    return undefined;
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new InputError(`${file}: cannot be read; delete the folder to train anew`);
  }
}

/** What a training that was stopped at once may leave: its lock, and the file half written beside. */
const ownBeginnings = /^(lock.*|training\.json\.part)$/;

/**
 * How the network in a folder of weights was trained; nothing if nobody says so.
 *
 * @throws {InputError} if its training has not ended, so that what lies there may be half a network
 */
export function finishedTraining(directory: string): TrainingSettings | undefined {
  if (!existsSync(join(directory, trainingManifestName))) return undefined;
  const manifest = readTrainingManifest(directory);
  if (!manifest?.finished)
    throw new InputError(`${directory}: its training has not ended; the same lifspec train continues it`);
  return manifest.settings;
}
