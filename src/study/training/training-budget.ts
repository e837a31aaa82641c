import type { Architecture } from '../../simulator/network/architecture.ts';
import type { Example } from '../../simulator/training/gradient.ts';
import { loadFirst } from '../dataset/mnist.ts';
import { digestImages } from '../run/digest.ts';
import type { TrainingSettings } from '../settings.ts';

export type TrainingBudget = Pick<TrainingSettings, 'epochs' | 'trainImages' | 'batchSize'>;

/** The amplitude for which the tutorial chose initial weights, learning rate and ε. */
export const tutorialAmplitude = 0.01;

/** Completes a requested budget with the default of the architecture: the tutorial's, or one that takes seconds. */
export function chooseBudget(
  requested: { readonly [Name in keyof TrainingBudget]?: number | undefined },
  { name }: Architecture,
): TrainingBudget {
  const [epochs, trainImages, batchSize] = name === 'miniature' ? [4, 5_000, 50] : [10, 60_000, 200];
  return {
    epochs: requested.epochs ?? (epochs as number),
    trainImages: requested.trainImages ?? (trainImages as number),
    batchSize: requested.batchSize ?? (batchSize as number),
  };
}

/**
 * Loads the first images of the training set.
 *
 * @throws {InputError} if there are fewer
 */
export function loadExamples(count: number): { examples: Example[]; imagesDigest: string } {
  const digits = loadFirst('train', '--training', count);
  const examples = digits.images.map((image, index) => ({ image, label: digits.labels[index] as number }));
  return { examples, imagesDigest: digestImages(digits) };
}
