import type { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import type { Example } from '../simulator/training/gradient.ts';
import { loadMnist } from '../study/dataset/mnist.ts';
import { digestImages } from '../study/run/digest.ts';
import { defaultBudget, type TrainingBudget } from '../study/training/training-budget.ts';
import { wholeNumber } from './options.ts';

/** The amplitude for which the start, learning rate and ε of the tutorial are meant. */
export const tutorialAmplitude = 0.01;

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
      'images per optimizer step (default: 200, miniature 50)',
      wholeNumber('--batch-size', 1),
    );
}

/** How much a network is shown: as asked for, else as usual. */
export function budgetOf(asked: Partial<TrainingBudget>, architecture: Architecture): TrainingBudget {
  const usual = defaultBudget(architecture);
  return {
    epochs: asked.epochs ?? usual.epochs,
    trainImages: asked.trainImages ?? usual.trainImages,
    batchSize: asked.batchSize ?? usual.batchSize,
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
