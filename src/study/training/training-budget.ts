import { InputError } from '../../base/input-error.ts';
import type { Architecture } from '../../simulator/network/architecture.ts';
import type { Example } from '../../simulator/training/gradient.ts';
import { loadMnist } from '../dataset/mnist.ts';
import { digestImages } from '../run/digest.ts';

/** The amount of training of a network. */
export interface TrainingBudget {
  /** Number of times that all training images are shown, whole, 1 or more. */
  readonly epochs: number;
  /** Number of images, whole, 1 or more. */
  readonly trainImages: number;
  /** Images per optimizer step, whole, 1 or more. */
  readonly batchSize: number;
}

/** The amplitude for which the tutorial chose initial weights, learning rate and ε. */
export const tutorialAmplitude = 0.01;

/** The budget of the tutorial. */
const tutorialBudget: TrainingBudget = { epochs: 10, trainImages: 60_000, batchSize: 200 };

/** A budget that takes seconds. */
const miniatureBudget: TrainingBudget = { epochs: 4, trainImages: 5_000, batchSize: 50 };

/** The budget of an architecture, unless another one is requested. */
export function defaultBudget({ name }: Architecture): TrainingBudget {
  return name === 'miniature' ? miniatureBudget : tutorialBudget;
}

/** Completes a requested budget with that of the architecture. */
export function chooseBudget(
  requested: { readonly [Name in keyof TrainingBudget]?: number | undefined },
  architecture: Architecture,
): TrainingBudget {
  const { epochs, trainImages, batchSize } = defaultBudget(architecture);
  return {
    epochs: requested.epochs ?? epochs,
    trainImages: requested.trainImages ?? trainImages,
    batchSize: requested.batchSize ?? batchSize,
  };
}

/**
 * Loads the first images of the training set.
 *
 * @throws {InputError} if there are fewer
 */
export function loadExamples(count: number): { examples: Example[]; imagesDigest: string } {
  const { images, labels } = loadMnist('train');
  if (count > images.length)
    throw new InputError(
      `--train-images must be at most ${images.length}, the size of the training set, but is ${count}`,
    );
  const examples = images.slice(0, count).map((image, index): Example => ({ image, label: labels[index] as number }));
  return { examples, imagesDigest: digestImages(images.slice(0, count), labels.slice(0, count)) };
}
