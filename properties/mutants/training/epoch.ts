import { randomStream, shuffledOrder } from '../../../src/base/random.ts';
import type { Example } from '../../../src/simulator/training/gradient.ts';
import { mapParameters } from '../../../src/simulator/training/parameters.ts';
import { startTraining, type Training, trainEpoch } from '../../../src/simulator/training/train.ts';
import type { Trainer } from '../../training/trainer.ts';
import { mutant } from './mutant.ts';

export const epochMutants: readonly Trainer[] = [
  mutant('same order in every epoch', {
    trainEpoch: async (training, examples, accumulateGradients) => {
      const { training: after, summary } = await trainEpoch({ ...training, epoch: 0 }, examples, accumulateGradients);
      return { training: { ...after, epoch: training.epoch + 1 }, summary };
    },
  }),
  // the bug of the original question, elsewhere: a seed that is set once, before the loop
  mutant('order from a generator that all trainings share', { trainEpoch: withSharedGenerator() }),
  mutant('last incomplete batch dropped', {
    trainEpoch: (training, examples, accumulateGradients) => {
      const whole = examples.length - (examples.length % training.recipe.batchSize);
      return trainEpoch(training, examples.slice(0, whole || examples.length), accumulateGradients);
    },
  }),
  mutant('seed ignored', {
    startTraining: (architecture, recipe) => startTraining(architecture, { ...recipe, seed: 0 }),
  }),
  // LeCun (1998) instead of Glorot and Bengio (2010)
  changedStart('kernels drawn without the fan out', (training) => ({
    ...training.parameters,
    ...mapParameters(training.parameters, (values, kind) =>
      kind === 'bias' ? values : values.map((value) => value * Math.SQRT2),
    ),
  })),
  changedStart('neuron biases start at 0', ({ parameters }) => ({
    ...parameters,
    layers: parameters.layers.map((layer) => ({ ...layer, neuronBias: layer.neuronBias.map(() => 0) })),
  })),
];

function changedStart(name: string, change: (training: Training) => Training['parameters']): Trainer {
  return mutant(name, {
    startTraining: (architecture, recipe) => {
      const training = startTraining(architecture, recipe);
      return { ...training, parameters: change(training) };
    },
  });
}

function withSharedGenerator(): typeof trainEpoch {
  const stream = randomStream('0');
  return (training, examples, accumulateGradients) => {
    const order = shuffledOrder(examples.length, stream);
    const shuffled = Array.from(order, (index) => examples[index] as Example);
    return trainEpoch(training, shuffled, accumulateGradients);
  };
}
