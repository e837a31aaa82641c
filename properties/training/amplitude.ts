import fc from 'fast-check';
import type { Parameters } from '../../src/simulator/training/parameters.ts';
import type { Training } from '../../src/simulator/training/train.ts';
import { course, exponentOfTwo, lesson } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import { changed, isFedBySpikes, sameBits } from './plain-parameters.ts';
import type { TrainingLaw } from './trainer.ts';
import { afterEpochs } from './watched-training.ts';

/** Scale invariance: only the product of the amplitude and the next weights matters. */
export const onlyTheProductCounts: TrainingLaw = {
  id: 'amplitude/only-the-product-counts',
  clause: 'rescaling',
  statement: 'always has the same loss and gradient, bit for bit, at 2ⁿ times the amplitude with weights ÷ 2ⁿ',
  property: (trainer) =>
    fc.asyncProperty(lesson([1, 3], [1, 4]), exponentOfTwo(), async ({ network, examples, recipe }, n) => {
      const factor = 2 ** n;
      const sum = async (scale: number) => {
        const scaled = { ...network, ...fedBySpikesTimes(network, 1 / scale) };
        const amplified = { ...recipe, amplitude: recipe.amplitude * scale };
        const microBatches = await trainer.accumulateGradients(scaled, [examples], examples.length, amplified);
        const gradient = trainer.gradientOf(microBatches, scaled, recipe);
        return { loss: microBatches[0]?.loss, gradient };
      };
      const [expected, got] = [await sum(1), await sum(factor)];
      const holds = got.loss === expected.loss && sameBits(got.gradient, fedBySpikesTimes(expected.gradient, factor));
      requireThat(holds, onlyTheProductCounts, () => ({ expected, got }));
    }),
};

/**
 * Rescaled training is invariant too. In float32, numbers below 1.2e-38 have fewer bits and do not scale exactly.
 * Squares of gradients below 1e-19 are that small, but vanish beside ε. Otherwise, only a probability below 1e-38 could
 * reach a weight of 0. That takes a difference of 87 between logits, more than the generated networks have.
 */
export const rescalingTrainsTheSame: TrainingLaw = {
  id: 'amplitude/rescaling-trains-the-same',
  clause: 'rescaling',
  statement:
    'always trains the same network, bit for bit, at 2ⁿ times the amplitude with rescaled training and weights ÷ 2ⁿ',
  property: (trainer) =>
    fc.asyncProperty(
      course([2, 30]),
      exponentOfTwo(),
      fc.integer({ min: 0, max: 2 }),
      async ({ architecture, examples, recipe }, n, epochs) => {
        const factor = 2 ** n;
        const optimizer = { ...recipe.optimizer, rescaling: factor };
        const scaled = { ...recipe, amplitude: recipe.amplitude * factor, optimizer };
        const [plain, rescaled] = (await Promise.all(
          [recipe, scaled].map((one) =>
            afterEpochs(trainer, trainer.startTraining(architecture, one), examples, epochs),
          ),
        )) as [Training, Training];
        const expected = fedBySpikesTimes(plain.parameters, 1 / factor);
        requireThat(sameBits(rescaled.parameters, expected), rescalingTrainsTheSame, () => ({
          expected,
          got: rescaled.parameters,
        }));
      },
    ),
};

/** The main finding: a recipe that is not rescaled trains a different network at another amplitude. */
export const plainTrainingDoesNot: TrainingLaw = {
  id: 'amplitude/plain-training-does-not',
  clause: 'rescaling',
  statement: 'never trains the same network at another amplitude with an unchanged recipe',
  property: (trainer) =>
    fc.asyncProperty(course([2, 12]), exponentOfTwo(), async ({ architecture, examples, recipe }, n) => {
      const factor = 2 ** n;
      const train = (amplitude: number) =>
        afterEpochs(trainer, trainer.startTraining(architecture, { ...recipe, amplitude }), examples, 1);
      const [plain, amplified] = [await train(recipe.amplitude), await train(recipe.amplitude * factor)];
      const same = fedBySpikesTimes(plain.parameters, 1 / factor);
      requireThat(!sameBits(amplified.parameters, same), plainTrainingDoesNot, () => ({
        expected: 'another network',
        got: amplified.parameters,
      }));
    }),
};

/** Parameters with the weights that receive spikes multiplied by a factor. */
function fedBySpikesTimes(parameters: Parameters, factor: number): Parameters {
  return changed(parameters, (values, array) =>
    isFedBySpikes(array) ? values.map((value) => value * factor) : values,
  );
}

export const rescalingLaws: readonly TrainingLaw[] = [
  onlyTheProductCounts,
  rescalingTrainsTheSame,
  plainTrainingDoesNot,
];
