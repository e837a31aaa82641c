import { Command, Option } from 'commander';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import type { InitialVoltage } from '../simulator/network/build.ts';
import type { EpochSummary } from '../simulator/training/train.ts';
import { announceTraining } from '../study/run/duration.ts';
import { trainNetwork } from '../study/training/train-network.ts';
import { chooseBudget, loadExamples, tutorialAmplitude } from '../study/training/training-budget.ts';
import { addBudgetOptions, addWorkersOption, type BudgetOptions, positiveNumber, wholeNumber } from './options.ts';
import { shownPath } from './output.ts';
import { monitored } from './progress.ts';

interface TrainOptions extends BudgetOptions {
  readonly network: string;
  readonly seed: number;
  readonly amplitude: number;
  /** True: in units of amplitude/0.01. */
  readonly rescale?: true | number;
  readonly initialVoltage: InitialVoltage;
  readonly workers: number;
  readonly out: string;
}

/** `lifspec train` */
export function trainCommand(): Command {
  const command = new Command('train')
    .summary('train a network on MNIST and save it in a folder')
    .description(
      'Trains the rate network as the tutorial does. The same seed gives the same bits with any number of --workers.',
    )
    .addOption(new Option('--network <name>', 'architecture').choices(Object.keys(architectures)).default('tutorial'))
    .option('--seed <n>', 'seed of the initial weights and the order of the images', wholeNumber(0), 0)
    .option('--amplitude <a>', 'spike amplitude', positiveNumber, tutorialAmplitude)
    .addOption(
      new Option('--initial-voltage <source>', 'initial voltages: drawn, or 0')
        .choices(['uniform', 'zero'])
        .default('uniform'),
    )
    .option(
      '--rescale [base]',
      'train in units of amplitude/base: initial weights, learning rate and ε of weights that receive spikes (default base: 0.01)',
      positiveNumber,
    )
    .requiredOption('--out <dir>', 'folder for the network; after a stop, the same command continues');
  return addWorkersOption(addBudgetOptions(command)).addHelpText('after', examples).action(train);
}

const examples = `
Examples:
  lifspec train --out trained                               the tutorial network, ten epochs
  lifspec train --network miniature --out mini              a small one, in seconds
  lifspec train --amplitude 0.5 --rescale --out rescaled    the tutorial network at fifty times the amplitude
  lifspec evaluate --weights trained --images 1000`;

async function train(options: TrainOptions): Promise<void> {
  const { seed, amplitude, rescale, initialVoltage, workers, out } = options;
  const architecture = architectures[options.network] as Architecture;
  const budget = chooseBudget(options, architecture);
  const { examples, imagesDigest } = loadExamples(budget.trainImages);
  const rescalingBase = rescale === true ? tutorialAmplitude : (rescale ?? null);
  const settings = { architecture, seed, amplitude, rescalingBase, ...budget, imagesDigest, initialVoltage };
  const onEpoch = (epoch: number, { loss, accuracy }: EpochSummary) => {
    process.stdout.write(`epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(2)} %\n`);
  };
  await monitored((monitor) => {
    const onStart = (images: number) => announceTraining(architecture, images, { workers, engine: 'fast', monitor });
    return trainNetwork(out, settings, examples, { workers, monitor, onStart, onEpoch });
  }, out);
  process.stdout.write(`the network is in ${shownPath(out)}\n`);
}
