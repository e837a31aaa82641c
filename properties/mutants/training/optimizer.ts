import { square } from '../../../src/base/elementary.ts';
import { mapParameters, zeroParameters } from '../../../src/simulator/training/parameters.ts';
import { type RmspropSettings, stepOptimizer, stepRmsprop } from '../../../src/simulator/training/rmsprop.ts';
import { startTraining, type Training, trainEpoch } from '../../../src/simulator/training/train.ts';
import { epochWith, type OptimizerStep } from '../../oracles/epoch.ts';
import type { Trainer } from '../../training/trainer.ts';
import { mutant } from './mutant.ts';

export const optimizerMutants: readonly Trainer[] = [
  // PyTorch's RMSprop: √m + ε
  mutant('ε outside the root', {
    stepRmsprop: (weights, gradient, meanSquare, { epsilon, ...settings }, precision) => {
      stepRmsprop(weights.slice(), gradient, meanSquare, { ...settings, epsilon }, precision);
      for (const [index, square] of meanSquare.entries()) {
        const change = (settings.learningRate * (gradient[index] as number)) / (Math.sqrt(square) + epsilon);
        weights[index] = (weights[index] as number) - change;
      }
    },
  }),
  mutant('ρ and 1 − ρ swapped', {
    stepRmsprop: (weights, gradient, meanSquare, settings, precision) =>
      stepRmsprop(weights, gradient, meanSquare, { ...settings, decay: 1 - settings.decay }, precision),
  }),
  // TensorFlow 1: tf.train.RMSPropOptimizer starts its mean square at 1
  mutant('memory starts at 1', {
    startTraining: (architecture, recipe) => {
      const training = startTraining(architecture, recipe);
      return { ...training, meanSquare: mapParameters(training.meanSquare, (values) => values.map(() => 1)) };
    },
  }),
  mutant('memory cleared at every epoch', {
    trainEpoch: (training, examples, accumulateGradients) =>
      trainEpoch(withoutMemory(training), examples, accumulateGradients),
  }),
  mutant('memory kept outside of the training', { trainEpoch: withMemoryOutside() }),
  mutant('rescaling without the learning rate', {
    trainEpoch: epochWith(rescaling(({ epsilon, rescaling: k }) => ({ epsilon: epsilon * square(k) }))),
  }),
  mutant('rescaling of every parameter', {
    trainEpoch: epochWith((progress, gradient, { rescaling: k, learningRate, epsilon, decay }, precision) => {
      const settings = { decay, learningRate: learningRate / k, epsilon: epsilon * square(k), rescaling: 1 };
      return stepOptimizer(progress, gradient, settings, precision);
    }),
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
];

function withoutMemory(training: Training): Training {
  return { ...training, meanSquare: zeroParameters(training.parameters, training.recipe.precision) };
}

/** Mean squares that belong to the optimizer, as in most libraries, and are not saved with the weights. */
function withMemoryOutside(): typeof trainEpoch {
  const memory = new WeakMap<Training, Training['meanSquare']>();
  return async (training, examples, accumulateGradients) => {
    const meanSquare = memory.get(training) ?? training.meanSquare;
    const { training: after, summary } = await trainEpoch({ ...training, meanSquare }, examples, accumulateGradients);
    const shown = { ...after, meanSquare: training.meanSquare };
    memory.set(shown, after.meanSquare);
    return { training: shown, summary };
  };
}

/** An optimizer step with changed settings for the weights that receive spikes. */
function rescaling(change: (settings: RmspropSettings) => Partial<RmspropSettings>): OptimizerStep {
  return (progress, gradient, settings, precision) => {
    const meanSquare = mapParameters(progress.meanSquare, (values) => values.slice());
    const parameters = mapParameters(
      progress.parameters,
      (values, kind, [slopes = values, squares = values]) => {
        const weights = values.slice();
        const inUnits = kind === 'fed by spikes' ? { ...settings, ...change(settings) } : settings;
        stepRmsprop(weights, slopes, squares, inUnits, precision);
        return weights;
      },
      gradient,
      meanSquare,
    );
    return { parameters, meanSquare };
  };
}
