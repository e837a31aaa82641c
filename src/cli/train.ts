import { Command } from 'commander';
import { z } from 'zod';
import { InputError } from '../base/input-error.ts';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import type { EpochSummary } from '../simulator/training/train.ts';
import { loadTraining } from '../study/prepare.ts';
import { tutorialAmplitude } from '../study/settings.ts';
import { trainInFolder } from '../study/training/train-network.ts';
import { optionFor } from './options.ts';
import { shownPath } from './output.ts';
import { eraseProgress, monitored } from './progress.ts';
import { addSettings, addTraining, addWorkers, requestOf } from './study-options.ts';

interface TrainOptions {
  readonly seed: number;
  readonly amplitude: number;
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
    .addOption(optionFor('--amplitude <a>', 'spike amplitude', z.number().positive()).default(tutorialAmplitude));
  addSettings(command, { network: { help: 'tutorial or miniature', presetText: 'tutorial' } });
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

async function train({ seed, amplitude, workers, out }: TrainOptions, command: Command): Promise<void> {
  const { network = 'tutorial', rescalingBase: base = null, weights, ...requested } = requestOf(command);
  if (weights !== undefined)
    throw new InputError(`--network ${weights}: must be one of ${Object.keys(architectures).join(', ')}`);
  const architecture = architectures[network] as Architecture;
  const { budget, examples, imagesDigest } = loadTraining(requested, architecture);
  const rescalingBase = base === true ? tutorialAmplitude : base;
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
