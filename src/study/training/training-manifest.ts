import { join } from 'node:path';
import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import { InputError } from '../../base/input-error.ts';
import { isThere } from '../../base/read-text.ts';
import { madeWithSchema } from '../folder/same-settings.ts';
import { readOwn } from '../folder/study-folder.ts';
import type { DescribedNetwork } from '../network/description.ts';
import { readNetwork } from '../network/folder.ts';
import { fractionSchema } from '../results/saved-results.ts';
import { digestNetwork } from '../run/digest.ts';

const trainingManifest = madeWithSchema.extend({
  finished: z
    .object({
      epochs: list(z.object({ loss: z.number(), accuracy: fractionSchema })),
      networkDigest: z.string(),
    })
    .exactOptional()
    .describe('loss and accuracy of each epoch, and the SHA-256 of the network; missing during the training'),
});

export const trainingManifestName = 'training.json';

/**
 * Reads the manifest of training; undefined if no training was started in the folder.
 *
 * @throws {InputError} if the folder contains something else, or the manifest is damaged
 */
export const readTrainingManifest = (directory: string): z.infer<typeof trainingManifest> | undefined =>
  readOwn(directory, trainingManifestName, 'a folder of lifspec train', trainingManifest);

/**
 * Reads a network from a folder of weights.
 *
 * @throws {InputError} if its training is recorded and unfinished, or it is not the network that was trained
 */
export function readTrained(directory: string): DescribedNetwork {
  if (!isThere(join(directory, trainingManifestName))) return readNetwork(directory);
  const { finished } = readTrainingManifest(directory) ?? {};
  if (finished === undefined)
    throw new InputError(`${directory}: its training has not ended; the same lifspec train begins it again`);
  return readRecorded(directory, finished.networkDigest);
}

/**
 * Reads the network that was trained. A computer that loses power may leave files of zeros.
 *
 * @throws {InputError} if its digest is not the recorded one
 */
export function readRecorded(directory: string, digest: string): DescribedNetwork {
  const network = readNetwork(directory);
  if (digestNetwork(network) === digest) return network;
  throw new InputError(
    `${directory}: the network is not the one that ${trainingManifestName} records; delete the folder to train again`,
  );
}
