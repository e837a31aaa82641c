import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { isThere } from '../../base/read-text.ts';
import type { Versions } from '../../base/version.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { EpochSummary } from '../../simulator/training/train.ts';
import { readOwn } from '../folder/study-folder.ts';
import { readNetwork } from '../network/folder.ts';
import { digestNetwork } from '../run/digest.ts';
import type { TrainingSettings } from '../settings.ts';

export interface TrainingManifest {
  readonly versions: Versions;
  readonly settings: TrainingSettings;
  /** Loss and accuracy of each epoch, and the SHA-256 of the network; missing during the training. */
  readonly finished?: { readonly epochs: readonly EpochSummary[]; readonly networkDigest: string };
}

export const trainingManifestName = 'training.json';

/**
 * Reads the manifest of training; undefined if no training was started in the folder.
 *
 * @throws {InputError} if the folder contains something else, or the manifest is damaged
 */
export function readTrainingManifest(directory: string): TrainingManifest | undefined {
  return readOwn(directory, trainingManifestName, 'a folder of lifspec train') as TrainingManifest | undefined;
}

/**
 * The training of the network in a folder of weights; undefined if it is not recorded.
 *
 * @throws {InputError} if training is unfinished, so the network may be incomplete, or it is another network
 */
export function finishedTraining(directory: string): TrainingSettings | undefined {
  if (!isThere(join(directory, trainingManifestName))) return undefined;
  const manifest = readTrainingManifest(directory);
  if (!manifest?.finished)
    throw new InputError(`${directory}: its training has not ended; the same lifspec train continues it`);
  requireRecorded(directory, readNetwork(directory), manifest.finished.networkDigest);
  return manifest.settings;
}

/**
 * Requires that a network is the one that was trained. A computer that loses power may leave files of zeros.
 *
 * @throws {InputError} if its digest is not the recorded one
 */
export function requireRecorded(directory: string, network: Network, digest: string): void {
  if (digestNetwork(network) === digest) return;
  throw new InputError(
    `${directory}: the network is not the one that ${trainingManifestName} records; delete the folder to train again`,
  );
}
