import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import type { InitialVoltage } from '../simulator/network/build.ts';
import type { EpochSummary } from '../simulator/training/train.ts';
import type { TrainingBudget } from '../study/training/training-budget.ts';
import { positiveNumber, wholeNumber } from './options.ts';
import { performTraining } from './perform-training.ts';
import { addBudgetOptions, budgetOf, loadTrainingImages, tutorialAmplitude } from './training-budget.ts';

interface TrainOptions extends Partial<TrainingBudget> {
  readonly network: string;
  readonly seed: number;
  readonly amplitude: number;
  /** True: in units of amplitude/.01. */
  readonly rescale?: true | number;
  readonly initialVoltage: InitialVoltage;
  readonly workers: number;
  readonly out: string;
}

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
      '--rescale [base]',
      'start, learning rate and ε of what is fed by spikes in units of amplitude/base (default base: 0.01)',
      (text) => positiveNumber('--rescale', text),
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

const examples = `
Examples:
  lifspec train --out trained                                     the tutorial network, ten epochs
  lifspec train --network miniature --out mini                    a small one, in seconds
  lifspec train --amplitude 0.5 --rescale --out rescaled    the same network at fifty times the amplitude
  lifspec evaluate --weights trained --images 1000`;

async function train(options: TrainOptions): Promise<void> {
  const { seed, amplitude, rescale, initialVoltage, out } = options;
  const architecture = architectures[options.network] as Architecture;
  const budget = budgetOf(options, architecture);
  const { examples, imagesDigest } = loadTrainingImages(budget.trainImages);
  const rescalingBase = rescale === true ? tutorialAmplitude : (rescale ?? null);
  const settings = { architecture, seed, amplitude, rescalingBase, ...budget, imagesDigest, initialVoltage };
  const onEpoch = (epoch: number, { loss, accuracy }: EpochSummary) => {
    process.stdout.write(`epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(2)} %\n`);
  };
  await performTraining(out, settings, examples, { workers: options.workers, onEpoch });
  process.stdout.write(`${out} holds the network\n`);
}
