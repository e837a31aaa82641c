import type { Architecture } from '../../simulator/network/architecture.ts';

/** How much of the training set a network is shown. */
export interface TrainingBudget {
  /** Number of times that all images are shown, whole, 1 or more. */
  readonly epochs: number;
  /** Number of images, whole, 1 or more. */
  readonly trainImages: number;
  /** Number of images before the weights are changed, whole, 1 or more. */
  readonly batchSize: number;
}

/** What the tutorial does. */
const tutorialBudget: TrainingBudget = { epochs: 10, trainImages: 60_000, batchSize: 200 };

/** Enough for a miniature, in seconds. */
const miniatureBudget: TrainingBudget = { epochs: 4, trainImages: 5_000, batchSize: 50 };

/** How much an architecture is shown if nothing else is asked for. */
export function defaultBudget({ name }: Architecture): TrainingBudget {
  return name === 'miniature' ? miniatureBudget : tutorialBudget;
}
