import type { Architecture } from '../network/architecture.ts';
import { build, type InitialVoltage } from '../network/build.ts';
import { foldForRates, tutorialPoint } from '../network/effective.ts';
import type { Network } from '../network/network.ts';
import { tune } from '../neuron/tuning.ts';
import type { Precision } from '../precision.ts';
import { randomStream, shuffledOrder } from '../random.ts';
import { requireFinite, requirePositive, requireWhole } from '../requirement.ts';
import { addErrors, type Example, gradientFrom } from './gradient.ts';
import { addParameters, mapParameters, type Parameters, zeroParameters } from './parameters.ts';
import { improve, kerasRmsprop, type Progress, type RmspropSettings, requireRmsprop } from './rmsprop.ts';

/** The recipe by which a network is trained. */
export interface Recipe {
  /** Seed of the start and of the order of the images, whole, 0 or more. */
  readonly seed: number;
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** Number of images before the weights are changed, whole, 1 or more. Larger steps less often and more surely. */
  readonly batchSize: number;
  readonly optimiser: RmspropSettings;
  readonly initialVoltage: InitialVoltage;
  readonly precision: Precision;
}

/** The recipe of the tutorial: seed 0, amplitude .01, batches of 200, RMSprop as in Keras, float32. */
export const tutorialRecipe: Recipe = {
  seed: 0,
  amplitude: 0.01,
  batchSize: 200,
  optimiser: kerasRmsprop,
  initialVoltage: 'uniform',
  precision: tutorialPoint.precision,
};

/** A network in training. */
export interface Training extends Progress {
  readonly architecture: Architecture;
  readonly recipe: Recipe;
  /** Number of epochs done. */
  readonly epoch: number;
  readonly initialVoltage: Network['initialVoltage'];
}

/** What an epoch did, measured while the weights changed. */
export interface EpochSummary {
  /** Mean loss. */
  readonly loss: number;
  /** Share of the images that the rate network put into the right class. */
  readonly accuracy: number;
}

/** Errors summed over a few images, with their losses. */
export interface MicroBatch {
  readonly sums: Parameters;
  readonly loss: number;
  readonly correct: number;
}

/** Number of images whose errors are summed one after the other; such sums are then added in order. */
export const microBatchSize = 20;

/** What sums the errors of each micro-batch: this readable code, or a fast engine on several workers. */
export type ErrorSummer = (
  network: Network,
  microBatches: readonly (readonly Example[])[],
  batchSize: number,
  recipe: Recipe,
) => MicroBatch[] | Promise<MicroBatch[]>;

/**
 * The start of a training: the built network, and no memory in the optimiser. What is fed by spikes that are k times
 * larger starts k times smaller, if the recipe says so.
 *
 * @throws {RangeError} if the recipe is not valid
 */
export function startTraining(architecture: Architecture, recipe: Recipe): Training {
  requirePositive('amplitude', recipe.amplitude);
  requireWhole('batchSize', 1, recipe.batchSize);
  requireRmsprop(recipe.optimiser);
  const { precision, optimiser } = recipe;
  const { layers, readout, initialVoltage } = build(architecture, recipe.seed, recipe);
  const parameters = mapParameters({ layers, readout }, (values, kind) =>
    kind === 'fed by spikes' ? values.map((value) => value / optimiser.compensation) : values,
  );
  return {
    architecture,
    recipe,
    epoch: 0,
    parameters,
    meanSquare: zeroParameters(parameters, precision),
    initialVoltage,
  };
}

/**
 * Trains for one epoch: all images once, in an order drawn from the stream `<seed>/shuffle/epoch<n>`, a step of the
 * optimiser after each batch. Sums are cut into micro-batches of a fixed size and added in order, so the bits do not
 * depend on how many workers share them.
 *
 * @returns the training after the epoch, and how it went
 * @throws {RangeError} if there are no images, or the loss is no number any more: the training has diverged
 */
export async function trainEpoch(
  training: Training,
  examples: readonly Example[],
  sumErrors: ErrorSummer = sumErrorsReadably,
): Promise<{ training: Training; summary: EpochSummary }> {
  requireWhole('number of training images', 1, examples.length);
  const { recipe } = training;
  const epoch = training.epoch + 1;
  const order = shuffledOrder(examples.length, randomStream(`${recipe.seed}/shuffle/epoch${epoch}`));
  const shuffled = Array.from(order, (index) => examples[index] as Example);
  let progress: Progress = training;
  let loss = 0;
  let correct = 0;
  for (const batch of chunks(shuffled, recipe.batchSize)) {
    const network = networkOf({ ...training, ...progress });
    const microBatches = await sumErrors(network, chunks(batch, microBatchSize), batch.length, recipe);
    progress = improve(progress, gradientOf(microBatches, network, recipe), recipe.optimiser, recipe.precision);
    loss += microBatches.reduce((total, part) => total + part.loss, 0);
    requireFinite(`loss in epoch ${epoch}`, loss);
    correct += microBatches.reduce((total, part) => total + part.correct, 0);
  }
  const summary = { loss: loss / examples.length, accuracy: correct / examples.length };
  return { training: { ...training, ...progress, epoch }, summary };
}

/** The network that a training has come to. */
export function networkOf({ architecture, recipe, parameters, initialVoltage }: Training): Network {
  return { architecture, trainedAmplitude: recipe.amplitude, ...parameters, initialVoltage };
}

/** Sums the errors of each micro-batch, image by image. */
export function sumErrorsReadably(
  network: Network,
  microBatches: readonly (readonly Example[])[],
  batchSize: number,
  { amplitude, precision }: Recipe,
): MicroBatch[] {
  const effective = foldForRates(network, { ...tutorialPoint, amplitude, precision });
  return microBatches.map((examples) => {
    const sums = zeroParameters(network, precision);
    const results = examples.map((example) => addErrors(effective, example, batchSize, sums));
    return {
      sums,
      loss: results.reduce((total, { loss }) => total + loss, 0),
      correct: results.filter(({ correct }) => correct).length,
    };
  });
}

/**
 * Derivative of the mean loss of a batch by every parameter: the errors of its micro-batches are added in order.
 *
 * @param network - the one that the errors are of
 */
export function gradientOf(
  microBatches: readonly MicroBatch[],
  network: Network,
  { precision }: Pick<Recipe, 'precision'>,
): Parameters {
  const sums = microBatches.reduce(
    (total, part) => addParameters(total, part.sums, precision),
    zeroParameters(network, precision),
  );
  const { neuron } = network.architecture;
  return gradientFrom(sums, tune(neuron, neuron).gain, precision);
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
}
