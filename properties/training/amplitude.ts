import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { FloatArray } from '../../src/base/precision.ts';
import type { Parameters } from '../../src/simulator/training/parameters.ts';
import type { Training } from '../../src/simulator/training/train.ts';
import { requireThat } from '../require.ts';
import { afterEpochs, course, powerOfTwo, type TrainingLaw } from './trainer.ts';

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
      course(),
      powerOfTwo(),
      fc.integer({ min: 0, max: 2 }),
      async ({ architecture, examples, recipe }, factor, epochs) => {
        const optimizer = { ...recipe.optimizer, rescaling: factor };
        const scaled = { ...recipe, amplitude: recipe.amplitude * factor, optimizer };
        const [plain, rescaled] = (await Promise.all(
          [recipe, scaled].map((one) =>
            afterEpochs(trainer, trainer.startTraining(architecture, one), examples, epochs),
          ),
        )) as [Training, Training];
        const expected = fedBySpikesTimes(plain.parameters, 1 / factor);
        requireThat(isDeepStrictEqual(rescaled.parameters, expected), rescalingTrainsTheSame, () => ({
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
    fc.asyncProperty(course(), powerOfTwo(), async ({ architecture, examples, recipe }, factor) => {
      const train = (amplitude: number) =>
        afterEpochs(trainer, trainer.startTraining(architecture, { ...recipe, amplitude }), examples, 1);
      const [plain, amplified] = [await train(recipe.amplitude), await train(recipe.amplitude * factor)];
      const same = fedBySpikesTimes(plain.parameters, 1 / factor);
      requireThat(!isDeepStrictEqual(amplified.parameters, same), plainTrainingDoesNot, () => ({
        expected: 'another network',
        got: amplified.parameters,
      }));
    }),
};

/** Parameters with the weights that receive spikes multiplied by a factor: all kernels but the first, and the read-out. */
function fedBySpikesTimes({ layers, readout }: Parameters, factor: number): Parameters {
  const times = (values: FloatArray) => values.map((value) => value * factor);
  return {
    layers: layers.map((layer, index) => (index === 0 ? layer : { ...layer, kernel: times(layer.kernel) })),
    readout: { ...readout, weight: times(readout.weight) },
  };
}

export const rescalingLaws: readonly TrainingLaw[] = [rescalingTrainsTheSame, plainTrainingDoesNot];
