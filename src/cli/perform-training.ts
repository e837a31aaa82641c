import { InputError } from '../base/input-error.ts';
import { versions } from '../base/version.ts';
import type { Network } from '../simulator/network/network.ts';
import type { Example } from '../simulator/training/gradient.ts';
import type { EpochSummary } from '../simulator/training/train.ts';
import { lastKeptEpoch } from '../study/training/checkpoint.ts';
import { type EpochProgress, trainNetwork } from '../study/training/train-network.ts';
import type { TrainingSettings } from '../study/training/training-manifest.ts';
import { Interruption, interruptible, nothingKept } from './interruption.ts';
import { startProgress } from './progress.ts';

/** How a training is performed. Nothing of it changes a bit of the network. */
interface Performance {
  readonly workers: number;
  /** Of what the images are, for the progress that is shown. */
  readonly what?: string;
  /** Whether the folder stays when the program ends. */
  readonly isKept?: boolean;
  readonly onEpoch?: (epoch: number, summary: EpochSummary) => void;
}

/** Trains a network while it shows progress on stderr. Asked to stop, it says how to continue. */
export async function performTraining(
  directory: string,
  settings: TrainingSettings,
  examples: readonly Example[],
  { workers, what = '', isKept = true, onEpoch }: Performance,
): Promise<Network> {
  const progress = startProgress(process.stderr, settings.epochs * settings.trainImages, `images${what}`);
  const options = {
    workers,
    versions,
    onEpoch: (epoch: number, summary: EpochSummary) => {
      progress.end();
      onEpoch?.(epoch, summary);
    },
    onProgress: ({ images }: EpochProgress) => progress.update(images),
  };
  try {
    return await interruptible((signal) => trainNetwork(directory, settings, examples, { ...options, signal }));
  } catch (error) {
    throw explained(error, directory, isKept);
  } finally {
    progress.end();
  }
}

/** What ended a training, with what is left of it. */
function explained(error: unknown, directory: string, isKept: boolean): unknown {
  if (error instanceof Interruption) {
    error.message = isKept
      ? `stopped; finished epochs are kept in ${directory}, and the same command continues there`
      : nothingKept;
  }
  if (error instanceof RangeError)
    return new InputError(`${error.message}; the training diverges${isKept ? describeKept(directory) : ''}`);
  return error;
}

function describeKept(directory: string): string {
  const last = lastKeptEpoch(directory);
  return last === undefined ? ', and no epoch was finished' : `, and the last finished epoch is kept in ${last}`;
}
