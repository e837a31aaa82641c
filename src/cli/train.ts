import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { loadMnist } from '../dataset/mnist.ts';
import { InputError } from '../input-error.ts';
import { architectures } from '../network/architecture.ts';
import type { InitialVoltage } from '../network/build.ts';
import { digestImages } from '../study/digest.ts';
import { type EpochProgress, type TrainingSettings, trainNetwork } from '../study/train-network.ts';
import type { Example } from '../training/gradient.ts';
import { versions } from '../version.ts';
import { Interruption, interruptible } from './interruption.ts';
import { positiveNumber, wholeNumber } from './options.ts';
import { startProgress } from './progress.ts';

/** How networks are trained, for every command that trains one. */
export interface TrainingOptions {
  readonly epochs: number;
  readonly trainImages: number;
  readonly batchSize: number;
  /** True: in units of amplitude/.01. */
  readonly compensate?: true | number;
  readonly workers: number;
}

interface TrainOptions extends TrainingOptions {
  readonly network: string;
  readonly seed: number;
  readonly amplitude: number;
  readonly initialVoltage: InitialVoltage;
  readonly out: string;
}

/** The amplitude for which the tutorial's start, learning rate and ε are meant. */
const tutorialAmplitude = 0.01;

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
    .requiredOption('--out <dir>', 'where the network goes; the same command continues after a stop');
  return addTrainingOptions(command).addHelpText('after', examples).action(train);
}

/** Adds the options about training. */
export function addTrainingOptions(command: Command): Command {
  return command
    .option('--epochs <n>', 'how often all images are shown', wholeNumber('--epochs', 1), 10)
    .option(
      '--train-images <n>',
      'how many, the first ones of the training set',
      wholeNumber('--train-images', 1),
      60_000,
    )
    .option('--batch-size <n>', 'images between two steps of the optimiser', wholeNumber('--batch-size', 1), 200)
    .option(
      '--compensate [base]',
      'start, learning rate and ε of what is fed by spikes in units of amplitude/base (default base: 0.01)',
      (text) => positiveNumber('--compensate', text),
    )
    .option(
      '--workers <n>',
      'threads; changes no bit of the network',
      wholeNumber('--workers', 1),
      availableParallelism(),
    );
}

const examples = `
Examples:
  lifspec train --out trained                                          the tutorial network, ten epochs
  lifspec train --network miniature --epochs 4 --train-images 5000 --batch-size 50 --out mini
  lifspec train --amplitude 0.5 --compensate --out compensated         the same network at fifty times the amplitude
  lifspec evaluate --weights trained --images 1000`;

async function train(options: TrainOptions): Promise<void> {
  const { examples, imagesDigest } = loadTrainingImages(options.trainImages);
  const settings = trainingSettings(options, options.network, options.seed, options.amplitude, imagesDigest);
  const progress = startProgress(process.stderr, options.epochs * options.trainImages, 'images');
  const onProgress = ({ images }: EpochProgress) => progress.update(images);
  const onEpoch = (epoch: number, { loss, accuracy }: { loss: number; accuracy: number }) => {
    progress.end();
    process.stdout.write(`epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(2)} %\n`);
  };
  try {
    await interruptible((signal) =>
      trainNetwork(options.out, settings, examples, {
        workers: options.workers,
        versions,
        onEpoch,
        onProgress,
        signal,
      }),
    );
  } catch (error) {
    if (error instanceof Interruption)
      error.message = `stopped; finished epochs are kept in ${options.out}, and the same command continues there`;
    throw error;
  } finally {
    progress.end();
  }
  process.stdout.write(`${options.out} holds the network\n`);
}

/** The settings that options stand for. */
export function trainingSettings(
  { epochs, trainImages, batchSize, compensate }: TrainingOptions,
  network: string,
  seed: number,
  amplitude: number,
  imagesDigest: string,
  initialVoltage: InitialVoltage = 'uniform',
): TrainingSettings {
  const architecture = architectures[network];
  if (architecture === undefined)
    throw new InputError(`--network must be one of ${Object.keys(architectures).join(', ')}`);
  const compensationBase = compensate === true ? tutorialAmplitude : (compensate ?? null);
  return {
    architecture,
    seed,
    amplitude,
    compensationBase,
    epochs,
    batchSize,
    trainImages,
    initialVoltage,
    imagesDigest,
  };
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
