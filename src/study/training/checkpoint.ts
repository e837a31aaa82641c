import { readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import { InputError } from '../../base/input-error.ts';
import { isThere } from '../../base/read-text.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Recipe } from '../../simulator/training/recipe.ts';
import { type EpochSummary, networkOf, startTraining, type Training } from '../../simulator/training/train.ts';
import { readOwnFile } from '../folder/study-folder.ts';
import { refuseSystemErrors, writeJson } from '../folder/write-file.ts';
import { readNetwork, writeNetwork } from '../network/folder.ts';
import { digestNetwork } from '../run/digest.ts';
import { epochSummarySchema } from './training-manifest.ts';

/** The state of training between two epochs: enough to continue as if it had never stopped. */
export interface Checkpoint {
  readonly training: Training;
  readonly summaries: readonly EpochSummary[];
}

/** The contents of `epochs.json`: the summary of each epoch, and the digests of both networks. */
const epochsSchema = z.object({ summaries: list(epochSummarySchema), digests: list(z.string()) });

const epochName = /^epoch(\d+)$/;

/**
 * Saves the state of training after an epoch in a separate folder. The folder is written under another name and then
 * renamed, so one complete epoch, this one or the previous one, survives a kill. Earlier epochs are removed.
 *
 * The folder contains the network as `readNetwork` reads it and, in `mean-square`, the state of the optimizer.
 */
export function saveCheckpoint(directory: string, { training, summaries }: Checkpoint): void {
  const name = join(directory, `epoch${training.epoch}`);
  const part = `${name}.part`;
  rmSync(part, { recursive: true, force: true });
  const network = networkOf(training);
  const meanSquare = networkOf({ ...training, parameters: training.meanSquare });
  writeNetwork(part, network);
  writeNetwork(join(part, 'mean-square'), meanSquare);
  writeJson(part, 'epochs.json', { summaries, digests: [network, meanSquare].map(digestNetwork) });
  refuseSystemErrors(name, () => renameSync(part, name));
  for (const epoch of savedEpochs(directory)) {
    if (epoch < training.epoch) rmSync(join(directory, `epoch${epoch}`), { recursive: true });
  }
}

/**
 * Reads the last saved epoch, or starts from the beginning if there is none.
 *
 * @throws {InputError} if the epoch is damaged
 */
export function openCheckpoint(directory: string, architecture: Network['architecture'], recipe: Recipe): Checkpoint {
  const start = startTraining(architecture, recipe);
  const name = findCheckpoint(directory);
  if (name === undefined) return { training: start, summaries: [] };
  const [network, meanSquare] = [readNetwork(name), readNetwork(join(name, 'mean-square'))];
  const epoch = savedEpochs(directory).at(-1) as number;
  const summaries = readSummaries(join(name, 'epochs.json'), epoch, [network, meanSquare]);
  const parametersOf = ({ layers, readout }: Network) => ({ layers, readout });
  const saved = { epoch, parameters: parametersOf(network), meanSquare: parametersOf(meanSquare) };
  return { training: { ...start, ...saved }, summaries };
}

/** The folder of the last saved epoch; undefined if there is none. */
export function findCheckpoint(directory: string): string | undefined {
  const epoch = savedEpochs(directory).at(-1);
  return epoch === undefined ? undefined : join(directory, `epoch${epoch}`);
}

function savedEpochs(directory: string): number[] {
  if (!isThere(directory)) return [];
  const epochs = readdirSync(directory).flatMap((name) => epochName.exec(name)?.[1] ?? []);
  return epochs.map(Number).sort((a, b) => a - b);
}

/** Reads the losses and accuracies of the epochs, and requires that the saved networks are complete. */
function readSummaries(file: string, epochs: number, networks: readonly Network[]): EpochSummary[] {
  const { summaries, digests } = readOwnFile(file, epochsSchema);
  const isRecorded = JSON.stringify(digests) === JSON.stringify(networks.map(digestNetwork));
  if (isRecorded && summaries.length === epochs) return summaries;
  throw new InputError(
    `${dirname(file)}: is damaged, its networks are not the ones that epochs.json records; delete the folder to start again`,
  );
}
