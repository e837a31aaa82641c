import fc from 'fast-check';
import { square } from '../../src/base/elementary.ts';
import type { FloatArray } from '../../src/base/precision.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import type { GradientAccumulator, MicroBatch } from '../../src/simulator/training/micro-batch.ts';
import type { Recipe } from '../../src/simulator/training/recipe.ts';
import type { Training } from '../../src/simulator/training/train.ts';
import { course } from '../arbitraries/training.ts';
import { throughFiles } from '../oracles/saved-training.ts';
import { requireThat } from '../require.ts';
import { arraysIn, changed, isFedBySpikes, sameBits } from './plain-parameters.ts';
import type { Trainer, TrainingLaw } from './trainer.ts';
import { afterEpochs, madeUpSums, requireSameTraining } from './watched-training.ts';

/** The optimizer takes one step per batch, and its mean squares persist between epochs. */
export const takesOneStepABatch: TrainingLaw = {
  id: 'epoch/one-step-a-batch',
  clause: 'optimizer',
  statement: 'always takes one step of RMSprop per batch, with mean squares that start at 0 and persist',
  property: (trainer) =>
    fc.asyncProperty(course(), fc.constantFrom(1, 0.5, 50), async ({ architecture, examples, recipe }, rescaling) => {
      const optimizer = { ...recipe.optimizer, rescaling };
      let training = trainer.startTraining(architecture, { ...recipe, optimizer });
      let expected = {
        parameters: training.parameters,
        meanSquare: changed(training.parameters, (all) => all.map(() => 0)),
      };
      const accumulateGradients: GradientAccumulator = (network, microBatches, _, batchRecipe) => {
        const sums = microBatches.map((_, part) => madeUpSums(network, part));
        expected = stepped(trainer, expected, sums, network, { ...batchRecipe, optimizer });
        return sums;
      };
      for (let epoch = 0; epoch < 2; epoch++)
        ({ training } = await trainer.trainEpoch(training, examples, accumulateGradients));
      const holds =
        sameBits(training.parameters, expected.parameters) && sameBits(training.meanSquare, expected.meanSquare);
      requireThat(holds, takesOneStepABatch, () => ({
        expected: expected.parameters,
        got: training.parameters,
      }));
    }),
};

/** One step of RMSprop on every array, with weights that receive spikes in their own units. */
function stepped(
  trainer: Trainer,
  before: Pick<Training, 'parameters' | 'meanSquare'>,
  sums: readonly MicroBatch[],
  network: Network,
  recipe: Recipe,
): Pick<Training, 'parameters' | 'meanSquare'> {
  const gradient = arraysIn(trainer.gradientOf(sums, network, recipe));
  const { rescaling: k, ...settings } = recipe.optimizer;
  const inUnits = { ...settings, learningRate: settings.learningRate / k, epsilon: settings.epsilon * square(k) };
  const meanSquare = changed(before.meanSquare, (squares) => squares.slice());
  const parameters = changed(before.parameters, (old, array) => {
    const weights = old.slice();
    const squares = arraysIn(meanSquare)[array] as FloatArray;
    const units = isFedBySpikes(array) ? inUnits : settings;
    trainer.stepRmsprop(weights, gradient[array] as FloatArray, squares, units, recipe.precision);
    return weights;
  });
  return { parameters, meanSquare };
}

/** Training can be saved and resumed after any epoch. */
export const goesOnFromFiles: TrainingLaw = {
  id: 'epoch/goes-on-from-files',
  clause: 'optimizer',
  statement: 'always ends with the same bits if it is saved to files after an epoch and resumed',
  property: (trainer) =>
    fc.asyncProperty(course([2, 12]), async ({ architecture, examples, recipe }) => {
      const half = await afterEpochs(trainer, trainer.startTraining(architecture, recipe), examples, 1);
      const saved = throughFiles(half);
      const whole = await afterEpochs(trainer, half, examples, 1);
      const resumed = await afterEpochs(trainer, saved, examples, 1);
      requireSameTraining(goesOnFromFiles, whole, resumed);
    }),
};

export const memoryLaws: readonly TrainingLaw[] = [takesOneStepABatch, goesOnFromFiles];
