import { randomStream, shuffledOrder } from '../../base/random.ts';
import { requireFinite, requirePositive, requireWhole } from '../../base/requirement.ts';
import type { Architecture } from '../network/architecture.ts';
import { build } from '../network/build.ts';
import { accumulateGradients, type Example, type GradientAccumulator, gradientOf, microBatchSize } from './gradient.ts';
import { mapParameters, zeroParameters } from './parameters.ts';
import type { Recipe } from './recipe.ts';
import { type Progress, requireRmsprop, stepOptimizer } from './rmsprop.ts';

/**
 * Trains for one epoch: all images once, in the given order or one drawn from the stream `<seed>/shuffle/epoch<n>`, with
 * an optimizer step after each batch; definition: T5. Gradients are summed in micro-batches of a fixed size and these sums are added
 * in order, so the bits do not depend on the number of workers.
 *
 * @returns the training after the epoch, and a summary of the epoch
 * @throws {RangeError} if there are no images, or if the loss is no longer finite because the training diverged
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
  const epoch = training.epoch + 1;
  let progress: Progress = training;
  let loss = 0;
  let correct = 0;
  for (const batch of chunks(orderedFor(epoch, recipe, examples), recipe.batchSize)) {
    const microBatches = await accumulate(progress.network, chunks(batch, microBatchSize), batch.length, recipe);
    const gradient = gradientOf(microBatches, progress.network, recipe);
    progress = stepOptimizer(progress, gradient, recipe.optimizer, recipe.precision);
    loss += microBatches.reduce((total, part) => total + part.loss, 0);
    requireFinite(`loss in epoch ${epoch}`, loss);
    correct += microBatches.reduce((total, part) => total + part.correct, 0);
  }
  const summary = { loss: loss / examples.length, accuracy: correct / examples.length };
  return { training: { ...training, ...progress, epoch }, summary };
}

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
 * @throws {RangeError} if the recipe is not valid
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
