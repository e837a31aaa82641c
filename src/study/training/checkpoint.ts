import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { makeFolder } from '../../base/make-folder.ts';
import type { Network } from '../../simulator/network/network.ts';
import type { Recipe } from '../../simulator/training/recipe.ts';
import { type EpochSummary, networkOf, startTraining, type Training } from '../../simulator/training/train.ts';
import { readNetwork, writeNetwork } from '../network/folder.ts';

/** What is kept of a training between two epochs: enough to go on as if it had never stopped. */
export interface Checkpoint {
  /** Weights, mean squares, and the number of epochs done. */
  readonly training: Training;
  /** How each epoch went. */
  readonly summaries: readonly EpochSummary[];
}

const epochName = /^epoch(\d+)$/;

/**
 * Keeps a training after an epoch, in a folder of its own: written beside, then renamed, so that a kill leaves the epoch
 * before or this one, never half of it. Earlier epochs are removed.
 *
 * The folder holds the network as `readNetwork` reads it, and in `mean-square` the optimizer's memory in the same form.
 */
export function keepCheckpoint(directory: string, { training, summaries }: Checkpoint): void {
  const name = join(directory, `epoch${training.epoch}`);
  const part = `${name}.part`;
  rmSync(part, { recursive: true, force: true });
  makeFolder(part);
  writeNetwork(part, networkOf(training));
  writeNetwork(join(part, 'mean-square'), networkOf({ ...training, parameters: training.meanSquare }));
  writeFileSync(join(part, 'epochs.json'), `${JSON.stringify(summaries, null, 2)}\n`);
  renameSync(part, name);
  for (const epoch of keptEpochs(directory)) {
    if (epoch < training.epoch) rmSync(join(directory, `epoch${epoch}`), { recursive: true });
  }
}

/**
 * Finds the last epoch that was kept, or starts anew.
 *
 * @throws {InputError} if what was kept is damaged
 */
export function openCheckpoint(directory: string, architecture: Network['architecture'], recipe: Recipe): Checkpoint {
  const start = startTraining(architecture, recipe);
  const epoch = keptEpochs(directory).at(-1);
  if (epoch === undefined) return { training: start, summaries: [] };
  const name = join(directory, `epoch${epoch}`);
  const { layers, readout } = readNetwork(name);
  const meanSquare = readNetwork(join(name, 'mean-square'));
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

/** Where the network of the last epoch that was kept lies; nothing if none was. */
export function lastKeptEpoch(directory: string): string | undefined {
  const epoch = keptEpochs(directory).at(-1);
  return epoch === undefined ? undefined : join(directory, `epoch${epoch}`);
}

function keptEpochs(directory: string): number[] {
  if (!existsSync(directory)) return [];
  const epochs = readdirSync(directory).flatMap((name) => epochName.exec(name)?.[1] ?? []);
  return epochs.map(Number).sort((a, b) => a - b);
}

function readSummaries(file: string, epochs: number): EpochSummary[] {
  try {
    const summaries = JSON.parse(readFileSync(file, 'utf8'));
    if (Array.isArray(summaries) && summaries.length === epochs) return summaries;
  } catch {
    // falls through to the message
  }
  throw new InputError(`${file}: is damaged; delete the folder to begin anew`);
}
