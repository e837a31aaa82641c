import { power } from '../../src/base/elementary.ts';
import type { FloatArray } from '../../src/base/precision.ts';
import { randomStream, shuffledOrder } from '../../src/base/random.ts';
import { accumulateGradients, type Example, type MicroBatch } from '../../src/simulator/training/gradient.ts';
import { startTraining, trainEpoch } from '../../src/simulator/training/train.ts';
import type { Trainer } from '../training/trainer.ts';
import { withMemory } from './mutant.ts';

/** The readable trainer. */
export const referenceTrainer: Trainer = {
  name: 'lifspec reference',
  startTraining,
  trainEpoch,
  accumulateGradients,
};

/** A trainer that differs from the reference in one piece, which its name describes. */
export interface TrainingMutant extends Trainer {
  readonly difference: string;
  readonly anew?: () => TrainingMutant;
}

function mutant(name: string, piece: Partial<Trainer>): TrainingMutant {
  return { ...referenceTrainer, ...piece, name, difference: name };
}

export const trainingMutants: readonly TrainingMutant[] = [
  mutant('derivative without the amplitude', {
    accumulateGradients: (network, microBatches, batchSize, point) =>
      accumulateGradients(network, microBatches, batchSize, point).map((part) =>
        withoutAmplitude(part, point.amplitude),
      ),
  }),
  mutant('rescaling without the start', {
    startTraining: (architecture, recipe) => ({
      ...startTraining(architecture, { ...recipe, optimizer: { ...recipe.optimizer, rescaling: 1 } }),
      recipe,
    }),
  }),
  mutant('rescaling unasked', {
    startTraining: (architecture, recipe) => {
      const rescaling = recipe.optimizer.rescaling * (recipe.amplitude / 0.01);
      return startTraining(architecture, { ...recipe, optimizer: { ...recipe.optimizer, rescaling } });
    },
  }),
  mutant('same order in every epoch', {
    trainEpoch: async (training, examples, accumulateGradients) => {
      const { training: after, summary } = await trainEpoch({ ...training, epoch: 0 }, examples, accumulateGradients);
      return { training: { ...after, epoch: training.epoch + 1 }, summary };
    },
  }),
  // the bug of the original question, elsewhere: a seed that is set once, before the loop
  withMemory(() => mutant('order from a generator that all trainings share', { trainEpoch: withSharedGenerator() })),
  mutant('seed ignored', {
    startTraining: (architecture, recipe) => startTraining(architecture, { ...recipe, seed: 0 }),
  }),
];

/** In backpropagation, the gradient lacks one factor of the amplitude per layer. */
function withoutAmplitude(part: MicroBatch, amplitude: number): MicroBatch {
  const layers = part.sums.layers.map(({ kernel, kernelBias, neuronBias }, index, all) => {
    const lacking = power(amplitude, all.length - index);
    const divided = (values: FloatArray) => values.map((value) => value / lacking);
    return { kernel: divided(kernel), kernelBias: divided(kernelBias), neuronBias: divided(neuronBias) };
  });
  return { ...part, sums: { ...part.sums, layers } };
}

function withSharedGenerator(): typeof trainEpoch {
  const stream = randomStream('0');
  return (training, examples, accumulateGradients) => {
    const order = shuffledOrder(examples.length, stream);
    const shuffled = Array.from(order, (index) => examples[index] as Example);
    return trainEpoch(training, shuffled, accumulateGradients);
  };
}
