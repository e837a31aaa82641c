import fc from 'fast-check';
import { precisions } from '../../src/base/precision.ts';
import type { Law } from '../../src/conformance/law.ts';
import type { Architecture } from '../../src/simulator/network/architecture.ts';
import type { Example, GradientAccumulator } from '../../src/simulator/training/gradient.ts';
import type { Recipe } from '../../src/simulator/training/recipe.ts';
import type { startTraining, Training, trainEpoch } from '../../src/simulator/training/train.ts';
import { legalTraining } from '../arbitraries/legal-training.ts';

/**
 * A trainer of networks, in the pieces that laws judge. It is not a capability of `Implementation`, because
 * these laws compare weights bit for bit and observe the order of images, which no simulator exposes through the
 * protocol. A mutant differs from the reference in one piece.
 */
export interface Trainer {
  readonly name: string;
  readonly startTraining: typeof startTraining;
  /** Laws always pass the trainer's own `accumulateGradients`, or one that observes it. */
  readonly trainEpoch: typeof trainEpoch;
  readonly accumulateGradients: GradientAccumulator;
}

/** A law about training. */
export interface TrainingLaw extends Pick<Law, 'id' | 'clause' | 'statement' | 'leastRuns'> {
  readonly property: (trainer: Trainer) => fc.IAsyncProperty<unknown>;
}

/** Trains for some epochs with the trainer's own gradients. */
export async function afterEpochs(
  trainer: Trainer,
  training: Training,
  examples: readonly Example[],
  epochs: number,
): Promise<Training> {
  let current = training;
  for (let epoch = 0; epoch < epochs; epoch++)
    current = (await trainer.trainEpoch(current, examples, trainer.accumulateGradients)).training;
  return current;
}

/** An architecture to be trained from the start, with images and recipe. */
interface Course {
  readonly architecture: Architecture;
  readonly examples: readonly Example[];
  readonly recipe: Recipe;
}

/** A legal training in either precision, as the pieces of a trainer take it. */
export function course(): fc.Arbitrary<Course> {
  return fc
    .tuple(legalTraining(), fc.constantFrom(precisions.float32, precisions.float64))
    .map(([{ architecture, images, labels, optimizer, seed, amplitude, batchSize, order }, precision]) => ({
      architecture,
      examples: images.map((image, index) => ({ image, label: labels[index] as number })),
      recipe: {
        ...{ seed, amplitude, batchSize, order, precision, initialVoltage: 'uniform' },
        optimizer: { ...optimizer, rescaling: 1 },
      },
    }));
}

/** A power of two other than 1. */
export const powerOfTwo = (): fc.Arbitrary<number> =>
  fc.constantFrom(-6, -3, -1, 1, 2, 6).map((exponent) => 2 ** exponent);
