import type { Precision } from '../../base/precision.ts';
import { randomStream, shuffledOrder } from '../../base/random.ts';
import { requireFinite, requirePositive, requireWhole } from '../../base/requirement.ts';
import type { Architecture } from '../network/architecture.ts';
import { build, type InitialVoltage } from '../network/build.ts';
import { tutorialPoint } from '../network/effective.ts';
import { accumulateGradients, type Example, type GradientAccumulator, gradientOf, microBatchSize } from './gradient.ts';
import { mapParameters, zeroParameters } from './parameters.ts';
import { kerasRmsprop, type Progress, type RmspropSettings, requireRmsprop, stepOptimizer } from './rmsprop.ts';

/**
 * Trains for one epoch: all images once, in the given order or one drawn from the stream `<seed>/shuffle/epoch<n>`, with
 * an optimizer step after each batch; definition: T5. Gradients are summed in micro-batches of a fixed size, and these
 * sums are added in order, so the bits do not depend on the number of workers.
 *
 * @returns the training after the epoch, and a summary of the epoch
 * @throws {Refusal} if there are no images, or if the loss is no longer finite because the training diverged
 * @example
 * const example = { image: new Uint8Array(784).fill(128), label: 3 };
 * const { training, summary } = await trainEpoch(startTraining(miniature, tutorialRecipe), [example]);
 * [training.epoch, summary] // [1, { loss: 3.584882736929957, accuracy: 0 }]
 */
export async function trainEpoch(
  training: Training,
  examples: readonly Example[],
  accumulate: GradientAccumulator = accumulateGradients,
): Promise<{ training: Training; summary: EpochSummary }> {
  requireWhole('number of training images', 1, examples.length);
  const { recipe } = training;
  const { amplitude, precision } = recipe;
  const point = { ...tutorialPoint, amplitude, precision };
  const epoch = training.epoch + 1;
  let progress: Progress = training;
  let loss = 0;
  let correct = 0;
  for (const batch of chunks(orderedFor(epoch, recipe, examples), recipe.batchSize)) {
    const microBatches = await accumulate(progress.network, chunks(batch, microBatchSize), batch.length, point);
    const gradient = gradientOf(microBatches, progress.network, precision);
    progress = stepOptimizer(progress, gradient, recipe.optimizer, precision);
    loss += sumOf(microBatches.map(({ results }) => sumOf(results.map((one) => one.loss))));
    requireFinite(`loss in epoch ${epoch}`, loss);
    correct += microBatches.flatMap(({ results }) => results).filter((one) => one.correct).length;
  }
  const summary = { loss: loss / examples.length, accuracy: correct / examples.length };
  return { training: { ...training, ...progress, epoch }, summary };
}

export interface Recipe {
  /** Seed of the initial network and of the order of the images, whole, 0 or more. */
  readonly seed: number;
  /**
   * Spike amplitude, above 0. Larger values make initial weights and optimizer steps too large unless they are
   * rescaled; see `optimizer`.
   */
  readonly amplitude: number;
  /** Number of images per optimizer step, whole, 1 or more. Larger batches make fewer steps with less noise. */
  readonly batchSize: number;
  /** Whether an epoch shows the images in the order of the list, or shuffled by the seed. */
  readonly order: 'given' | 'shuffled';
  /** Settings of the optimizer, and the rescaling of weights that receive spikes. */
  readonly optimizer: RmspropSettings;
  readonly initialVoltage: InitialVoltage;
  readonly precision: Precision;
}

/** The recipe of the tutorial: seed 0, amplitude 0.01, batches of 200, RMSprop as in Keras, float32. */
export const tutorialRecipe: Recipe = {
  seed: 0,
  amplitude: 0.01,
  batchSize: 200,
  order: 'shuffled',
  optimizer: kerasRmsprop,
  initialVoltage: 'uniform',
  precision: tutorialPoint.precision,
};

export interface Training extends Progress {
  readonly recipe: Recipe;
  readonly epoch: number;
}

/** Results of an epoch, measured while the weights change. */
export interface EpochSummary {
  readonly loss: number;
  /** Fraction of the images that the rate network classified correctly. */
  readonly accuracy: number;
}

/**
 * Starts training with the built network and an empty optimizer memory. With a rescaling of k, the initial weights that
 * receive spikes are divided by k; definition: T4.
 *
 * @throws {Refusal} if the recipe is not valid
 * @example startTraining(miniature, tutorialRecipe).network.layers[0].neuronBias[0] // 1
 */
export function startTraining(architecture: Architecture, recipe: Recipe): Training {
  requirePositive('amplitude', recipe.amplitude);
  requireWhole('batchSize', 1, recipe.batchSize);
  requireRmsprop(recipe.optimizer);
  const { precision, optimizer } = recipe;
  const built = build(architecture, recipe.seed, recipe);
  const parameters = mapParameters(built, (values, kind) =>
    kind === 'fed by spikes' ? values.map((value) => value / optimizer.rescaling) : values,
  );
  return { recipe, epoch: 0, network: { ...built, ...parameters }, meanSquare: zeroParameters(built, precision) };
}

function orderedFor(epoch: number, { seed, order: kind }: Recipe, examples: readonly Example[]): readonly Example[] {
  if (kind === 'given') return examples;
  const order = shuffledOrder(examples.length, randomStream(`${seed}/shuffle/epoch${epoch}`));
  return Array.from(order, (index) => examples[index] as Example);
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
