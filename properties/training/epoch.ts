import fc from 'fast-check';
import type { Example } from '../../src/simulator/training/gradient.ts';
import type { GradientAccumulator, MicroBatch } from '../../src/simulator/training/micro-batch.ts';
import { course } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import { sameBits } from './plain-parameters.ts';
import type { TrainingLaw } from './trainer.ts';
import { type AskedBatch, afterEpochs, batchesOf, requireSameTraining } from './watched-training.ts';

/** The largest number of images whose gradients are summed before the sums are combined. */
const microBatchSize = 20;

/** An omitted or repeated image changes every later weight. */
export const showsEveryImageOnce: TrainingLaw = {
  id: 'epoch/every-image-once',
  clause: 'epoch',
  leastRuns: 27,
  statement: 'always uses every image once per epoch, in full batches except for the last, in micro-batches of 20',
  property: (trainer) =>
    fc.asyncProperty(course(), async ({ architecture, examples, recipe }) => {
      const [batches = []] = await batchesOf(trainer, trainer.startTraining(architecture, recipe), examples, 1);
      const sizes = batches.map(({ microBatches }) => microBatches.map((part) => part.length));
      const expected = chunkSizes(examples.length, recipe.batchSize).map((size) => chunkSizes(size, microBatchSize));
      const order = orderIn(batches, examples);
      const holds =
        JSON.stringify(sizes) === JSON.stringify(expected) &&
        order.toSorted((a, b) => a - b).every((image, index) => image === index) &&
        batches.every(({ batchSize, microBatches }) => batchSize === microBatches.flat().length);
      requireThat(holds, showsEveryImageOnce, () => ({
        expected,
        got: { sizes, order, batchSizes: batches.map(({ batchSize }) => batchSize) },
      }));
    }),
};

/** The order of an epoch depends only on the seed and the number of the epoch, so training can resume anywhere. */
export const shufflesByName: TrainingLaw = {
  id: 'epoch/shuffles-by-name',
  clause: 'epoch',
  statement: 'always shuffles every epoch by seed and epoch number, whatever was trained before',
  property: (trainer) =>
    // 20 images have 2e18 orders, so no two are equal by chance
    fc.asyncProperty(course([20, 30]), async ({ architecture, examples, recipe }) => {
      const start = (seed: number) => trainer.startTraining(architecture, { ...recipe, seed });
      const orders = async (seed: number) =>
        (await batchesOf(trainer, start(seed), examples, 3)).map((batches) => orderIn(batches, examples).join());
      const [first, other, again] = [
        await orders(recipe.seed),
        await orders(recipe.seed + 1),
        await orders(recipe.seed),
      ];
      const holds = first.join() === again.join() && new Set([...first, ...other]).size === 6;
      requireThat(holds, shufflesByName, () => ({
        expected: 'six different orders, then the first three again',
        got: { first, other, again },
      }));
    }),
};

/** Workers process the micro-batches of a batch and finish in any order. */
export const workersChangeNothing: TrainingLaw = {
  id: 'epoch/workers-change-nothing',
  clause: 'epoch',
  statement: 'always ends with the same bits for any number of workers, whichever finishes first',
  property: (trainer) =>
    fc.asyncProperty(course([30, 50]), fc.integer({ min: 1, max: 4 }), fc.nat(), async (course, workers, rank) => {
      const { architecture, examples } = course;
      const recipe = { ...course.recipe, batchSize: 45 }; // three micro-batches
      const start = trainer.startTraining(architecture, recipe);
      const alone = await trainer.trainEpoch(start, examples, trainer.accumulateGradients);
      const together = await trainer.trainEpoch(start, examples, sharedBy(workers, rank, trainer.accumulateGradients));
      requireSameTraining(workersChangeNothing, alone.training, together.training);
    }),
};

/** Assigns micro-batch i to worker i mod `workers`, and starts with the worker of the given rank. */
function sharedBy(workers: number, rank: number, accumulateGradients: GradientAccumulator): GradientAccumulator {
  return async (network, microBatches, batchSize, recipe) => {
    const sums: MicroBatch[] = [];
    for (let turn = 0; turn < workers; turn++) {
      const worker = (turn + rank) % workers;
      const own = [...microBatches.keys()].filter((part) => part % workers === worker).reverse();
      const parts = own.map((part) => microBatches[part] as readonly Example[]);
      const results = await accumulateGradients(network, parts, batchSize, recipe);
      for (const [index, part] of own.entries()) sums[part] = results[index] as MicroBatch;
    }
    return sums;
  };
}

/** Training must be a pure function of its recipe and images, or it cannot be reproduced. */
export const seedDecides: TrainingLaw = {
  id: 'epoch/seed-decides',
  clause: 'epoch',
  statement:
    'always gives the same bits for the same seed and different weights for another, initially and after an epoch',
  property: (trainer) =>
    fc.asyncProperty(course([2, 12]), async ({ architecture, examples, recipe }) => {
      const train = async (seed: number, epochs: number) =>
        afterEpochs(trainer, trainer.startTraining(architecture, { ...recipe, seed }), examples, epochs);
      for (const epochs of [0, 1]) {
        const first = await train(recipe.seed, epochs);
        const other = await train(recipe.seed + 1, epochs);
        requireSameTraining(seedDecides, first, await train(recipe.seed, epochs));
        requireThat(!sameBits(first.parameters, other.parameters), seedDecides, () => ({
          expected: 'different weights for another seed',
          got: other.parameters,
        }));
      }
    }),
};

function orderIn(batches: readonly AskedBatch[], examples: readonly Example[]): number[] {
  return batches.flatMap(({ microBatches }) => microBatches.flat().map((example) => examples.indexOf(example)));
}

function chunkSizes(count: number, size: number): number[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, chunk) => Math.min(size, count - chunk * size));
}

export const epochLaws: readonly TrainingLaw[] = [
  showsEveryImageOnce,
  shufflesByName,
  workersChangeNothing,
  seedDecides,
];
