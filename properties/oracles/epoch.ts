import { randomStream, shuffledOrder } from '../../src/base/random.ts';
import type { Example } from '../../src/simulator/training/gradient.ts';
import { accumulateGradients, gradientOf } from '../../src/simulator/training/micro-batch.ts';
import { stepOptimizer } from '../../src/simulator/training/rmsprop.ts';
import { networkOf, type Training, type trainEpoch } from '../../src/simulator/training/train.ts';

/** One step of an optimizer on all parameters. */
export type OptimizerStep = typeof stepOptimizer;

/** An independent implementation of an epoch, with a given optimizer. */
export function epochWith(optimizerStep: OptimizerStep = stepOptimizer): typeof trainEpoch {
  return async (before, examples, accumulate = accumulateGradients) => {
    const { recipe } = before;
    const queue = Array.from(
      shuffledOrder(examples.length, randomStream(`${recipe.seed}/shuffle/epoch${before.epoch + 1}`)),
      (index) => examples[index] as Example,
    );
    let training: Training = { ...before, epoch: before.epoch + 1 };
    const sums = { loss: 0, correct: 0 };
    while (queue.length > 0) {
      const batch = queue.splice(0, recipe.batchSize);
      const size = batch.length;
      const microBatches: Example[][] = [];
      while (batch.length > 0) microBatches.push(batch.splice(0, 20));
      const network = networkOf(training);
      const parts = await accumulate(network, microBatches, size, recipe);
      const gradient = gradientOf(parts, network, recipe);
      training = { ...training, ...optimizerStep(training, gradient, recipe.optimizer, recipe.precision) };
      for (const { loss, correct } of parts) {
        sums.loss += loss;
        sums.correct += correct;
      }
    }
    return { training, summary: { loss: sums.loss / examples.length, accuracy: sums.correct / examples.length } };
  };
}
