import { Command, Option } from 'commander';
import { z } from 'zod';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import type { EpochSummary } from '../simulator/training/train.ts';
import { loadTraining } from '../study/prepare.ts';
import { tutorialAmplitude } from '../study/settings.ts';
import { trainInFolder } from '../study/training/train-network.ts';
import { addTraining, addWorkers, budgetOf, optionFor, type TrainingOption } from './options.ts';
import { shownPath } from './output.ts';
import { eraseProgress, monitored } from './progress.ts';

interface TrainOptions extends TrainingOption {
  readonly network: keyof typeof architectures;
  readonly seed: number;
  readonly amplitude: number;
  readonly rescale?: true;
  readonly workers: number;
  readonly out: string;
}

export function trainCommand(): Command {
  const command = new Command('train')
    .summary('train a network on MNIST and save it in a folder')
    .description(
      'Trains the rate network as the tutorial does. The same seed gives the same bits with any number of --workers.',
    )
    .addOption(
      optionFor('--seed <n>', 'seed of the initial weights and the order of the images', z.int().min(0)).default(0),
    )
    .addOption(optionFor('--amplitude <a>', 'spike amplitude', z.number().positive()).default(tutorialAmplitude))
    .addOption(new Option('--network <name>').choices(Object.keys(architectures)).default('tutorial'))
    .option(
      '--rescale',
      'train in units of amplitude/0.01: initial weights, learning rate and ε of weights that receive spikes',
    );
  return addWorkers(addTraining(command))
    .requiredOption('--out <dir>', 'folder for the network')
    .addHelpText('after', examples)
    .action(train);
}

const examples = `
Examples:
  lifspec train --out trained                               the tutorial network, ten epochs
  lifspec train --network miniature --out mini              a small one, in seconds
  lifspec train --amplitude 0.5 --rescale --out rescaled    the tutorial network at fifty times the amplitude
  lifspec sweep --network trained --images 1000`;

async function train({ network, seed, amplitude, rescale, workers, out, ...options }: TrainOptions): Promise<void> {
  const architecture = architectures[network] as Architecture;
  const { budget, examples, imagesDigest } = loadTraining(budgetOf(options), architecture);
  const rescalingBase = rescale ? tutorialAmplitude : null;
  const initialVoltage = 'uniform' as const;
  const settings = { architecture, seed, amplitude, rescalingBase, ...budget, imagesDigest, initialVoltage };
  const onEpoch = (epoch: number, { loss, accuracy }: EpochSummary) => {
    eraseProgress();
    process.stdout.write(`epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(2)} %\n`);
  };
  await monitored(
    (monitor) => trainInFolder(out, settings, examples, { workers, monitor, onEpoch }),
    'nothing is saved, because a network is saved when its training ends; the same command begins it again',
  );
  process.stdout.write(`the network is in ${shownPath(out)}\n`);
}
