import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { parseJson, readText } from '../../base/read-text.ts';
import { formatJson } from '../../base/text.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Recipe } from '../../simulator/training/recipe.ts';
import { type EpochSummary, networkOf, startTraining, type Training } from '../../simulator/training/train.ts';
import { readNetwork, writeNetwork } from '../network/folder.ts';

/** The state of training between two epochs: enough to continue as if it had never stopped. */
export interface Checkpoint {
  /** Weights, mean squares, and the number of finished epochs. */
  readonly training: Training;
  /** Loss and accuracy of each epoch. */
  readonly summaries: readonly EpochSummary[];
}

const epochName = /^epoch(\d+)$/;

/**
 * Saves the state of training after an epoch in a separate folder. The folder is written under another name and then
 * renamed, so a kill leaves a complete epoch, this one or the previous one. Earlier epochs are removed.
 *
 * The folder contains the network as `readNetwork` reads it and, in `mean-square`, the state of the optimizer.
 */
export function saveCheckpoint(directory: string, { training, summaries }: Checkpoint): void {
  const name = join(directory, `epoch${training.epoch}`);
  const part = `${name}.part`;
  rmSync(part, { recursive: true, force: true });
  makeFolder(part);
  writeNetwork(part, networkOf(training));
  writeNetwork(join(part, 'mean-square'), networkOf({ ...training, parameters: training.meanSquare }));
  writeFileSync(join(part, 'epochs.json'), formatJson(summaries));
  renameSync(part, name);
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
  const { layers, readout } = readNetwork(name);
  const meanSquare = readNetwork(join(name, 'mean-square'));
  const epoch = savedEpochs(directory).at(-1) as number;
  return {
    training: {
      ...start,
      epoch,
      parameters: { layers, readout },
      meanSquare: { layers: meanSquare.layers, readout: meanSquare.readout },
    },
    summaries: readSummaries(join(name, 'epochs.json'), epoch),
  };
}

/** The folder of the last saved epoch; undefined if there is none. */
export function findCheckpoint(directory: string): string | undefined {
  const epoch = savedEpochs(directory).at(-1);
  return epoch === undefined ? undefined : join(directory, `epoch${epoch}`);
}

function savedEpochs(directory: string): number[] {
  if (!existsSync(directory)) return [];
  const epochs = readdirSync(directory).flatMap((name) => epochName.exec(name)?.[1] ?? []);
  return epochs.map(Number).sort((a, b) => a - b);
}

function readSummaries(file: string, epochs: number): EpochSummary[] {
  const advice = '; delete the folder to start again';
  const summaries = parseJson(readText(file), file, advice);
  if (Array.isArray(summaries) && summaries.length === epochs) return summaries;
  throw new InputError(`${file}: is damaged${advice}`);
}
