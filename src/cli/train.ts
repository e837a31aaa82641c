import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { loadMnist } from '../dataset/mnist.ts';
import { InputError } from '../input-error.ts';
import { type Architecture, architectures } from '../network/architecture.ts';
import type { InitialVoltage } from '../network/build.ts';
import { digestImages } from '../study/digest.ts';
import { type EpochProgress, type TrainingSettings, trainNetwork } from '../study/train-network.ts';
import { type TrainingBudget, usualBudget } from '../training/budget.ts';
import type { Example } from '../training/gradient.ts';
import type { EpochSummary } from '../training/train.ts';
import { versions } from '../version.ts';
import { Interruption, interruptible, nothingKept } from './interruption.ts';
import { positiveNumber, wholeNumber } from './options.ts';
import { startProgress } from './progress.ts';

interface TrainOptions extends Partial<TrainingBudget> {
  readonly network: string;
  readonly seed: number;
  readonly amplitude: number;
  /** True: in units of amplitude/.01. */
  readonly compensate?: true | number;
  readonly initialVoltage: InitialVoltage;
  readonly workers: number;
  readonly out: string;
}

/** The amplitude for which the start, learning rate and ε of the tutorial are meant. */
export const tutorialAmplitude = 0.01;

/** `lifspec train` */
export function trainCommand(): Command {
  const command = new Command('train')
    .summary('train a network on MNIST and keep it in a folder')
    .description('Trains the rate network as the tutorial does. The same seed gives the same bits for any --workers.')
    .addOption(new Option('--network <name>', 'architecture').choices(Object.keys(architectures)).default('tutorial'))
    .option('--seed <n>', 'of the start and of the order of the images', wholeNumber('--seed', 0), 0)
    .option('--amplitude <a>', 'spike amplitude', (text) => positiveNumber('--amplitude', text), tutorialAmplitude)
    .addOption(
      new Option('--initial-voltage <source>', 'where voltages start: drawn, or 0')
        .choices(['uniform', 'zero'])
        .default('uniform'),
    )
    .option(
      '--compensate [base]',
      'start, learning rate and ε of what is fed by spikes in units of amplitude/base (default base: 0.01)',
      (text) => positiveNumber('--compensate', text),
    )
    .requiredOption('--out <dir>', 'where the network goes; the same command continues after a stop');
  return addBudgetOptions(command)
    .option(
      '--workers <n>',
      'threads; changes no bit of the network',
      wholeNumber('--workers', 1),
      availableParallelism(),
    )
    .addHelpText('after', examples)
    .action(train);
}

/** Adds the options about how much a network is shown. */
export function addBudgetOptions(command: Command): Command {
  return command
    .option('--epochs <n>', 'how often all images are shown (default: 10, miniature 4)', wholeNumber('--epochs', 1))
    .option(
      '--train-images <n>',
      'how many images, the first ones of the training set (default: 60000, miniature 5000)',
      wholeNumber('--train-images', 1),
    )
    .option(
      '--batch-size <n>',
      'images between two steps of the optimiser (default: 200, miniature 50)',
      wholeNumber('--batch-size', 1),
    );
}

const examples = `
Examples:
  lifspec train --out trained                                     the tutorial network, ten epochs
  lifspec train --network miniature --out mini                    a small one, in seconds
  lifspec train --amplitude 0.5 --compensate --out compensated    the same network at fifty times the amplitude
  lifspec evaluate --weights trained --images 1000`;

async function train(options: TrainOptions): Promise<void> {
  const { seed, amplitude, compensate, initialVoltage, out } = options;
  const architecture = architectures[options.network] as Architecture;
  const budget = budgetOf(options, architecture);
  const { examples, imagesDigest } = loadTrainingImages(budget.trainImages);
  const compensationBase = compensate === true ? tutorialAmplitude : (compensate ?? null);
  const settings = { architecture, seed, amplitude, compensationBase, ...budget, imagesDigest, initialVoltage };
  const onEpoch = (epoch: number, { loss, accuracy }: EpochSummary) => {
    process.stdout.write(`epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(2)} %\n`);
  };
  await performTraining(out, settings, examples, { workers: options.workers, onEpoch });
  process.stdout.write(`${out} holds the network\n`);
}

/** How much a network is shown: as asked for, else as usual. */
export function budgetOf(asked: Partial<TrainingBudget>, architecture: Architecture): TrainingBudget {
  const usual = usualBudget(architecture);
  return {
    epochs: asked.epochs ?? usual.epochs,
    trainImages: asked.trainImages ?? usual.trainImages,
    batchSize: asked.batchSize ?? usual.batchSize,
  };
}

/** Trains a network while it shows progress on stderr. Asked to stop, it says how to continue. */
export async function performTraining(
  directory: string,
  settings: TrainingSettings,
  examples: readonly Example[],
  {
    workers,
    what = '',
    isKept = true,
    onEpoch,
  }: {
    readonly workers: number;
    readonly what?: string;
    /** Whether the folder stays when the program ends. */
    readonly isKept?: boolean;
    readonly onEpoch?: (epoch: number, summary: EpochSummary) => void;
  },
): ReturnType<typeof trainNetwork> {
  const progress = startProgress(process.stderr, settings.epochs * settings.trainImages, `images${what}`);
  try {
    return await interruptible((signal) =>
      trainNetwork(directory, settings, examples, {
        workers,
        versions,
        onEpoch: (epoch, summary) => {
          progress.end();
          onEpoch?.(epoch, summary);
        },
        onProgress: ({ images }: EpochProgress) => progress.update(images),
        signal,
      }),
    );
  } catch (error) {
    if (error instanceof Interruption) {
      error.message = isKept
        ? `stopped; finished epochs are kept in ${directory}, and the same command continues there`
        : nothingKept;
    }
    if (error instanceof RangeError) {
      const kept = isKept ? `, and the last finished epoch is kept in ${directory}` : '';
      throw new InputError(`${error.message}; the training diverges${kept}`);
    }
    throw error;
  } finally {
    progress.end();
  }
}

/** Loads the first images of the training set. */
export function loadTrainingImages(count: number): { examples: Example[]; imagesDigest: string } {
  const { images, labels } = loadMnist('train');
  if (count > images.length)
    throw new InputError(
      `--train-images must be at most ${images.length}, the size of the training set, but is ${count}`,
    );
  const examples = images.slice(0, count).map((image, index): Example => ({ image, label: labels[index] as number }));
  return { examples, imagesDigest: digestImages(images.slice(0, count), labels.slice(0, count)) };
}
