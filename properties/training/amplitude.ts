import fc from 'fast-check';
import { square } from '../../src/base/elementary.ts';
import type { Parameters } from '../../src/simulator/training/parameters.ts';
import type { Training } from '../../src/simulator/training/train.ts';
import { type Course, course, exponentOfTwo, precisionOfTraining } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import { changed, isFedBySpikes, sameBits } from './plain-parameters.ts';
import { afterEpochs, type TrainingLaw } from './trainer.ts';

/** Scale invariance: only the product of the amplitude and the next weights matters. */
export const onlyTheProductCounts: TrainingLaw = {
  id: 'amplitude/only-the-product-counts',
  clause: 'rescaling',
  statement: 'always has the same loss and gradient, bit for bit, at 2ⁿ times the amplitude with weights ÷ 2ⁿ',
  property: (trainer) =>
    fc.asyncProperty(course([1, 4]), exponentOfTwo(), async ({ architecture, examples, recipe }, n) => {
      const factor = 2 ** n;
      const { parameters, initialVoltage } = trainer.startTraining(architecture, recipe);
      const network = { architecture, trainedAmplitude: recipe.amplitude, initialVoltage, ...parameters };
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

/** One weight before an optimizer step. */
interface Weight {
  readonly weight: number;
  readonly slope: number;
  readonly meanSquare: number;
}

/** ε is under the root, so it has the units of a squared gradient. Only then can training be rescaled. */
export const hasUnits: TrainingLaw = {
  id: 'rmsprop/has-units',
  clause: 'rescaling',
  statement: 'always takes the same step, to the last bit, for 2ⁿ times the gradient with 4ⁿ times the ε',
  property: ({ stepRmsprop }) =>
    fc.asyncProperty(
      oneWeight(),
      stepSettings(),
      precisionOfTraining(),
      exponentOfTwo(),
      async (before, settings, precision, n) => {
        const step = (scale: number) => {
          const weights = precision.array.from([before.weight]);
          const squares = precision.array.from([before.meanSquare * square(scale)]);
          const inUnits = { ...settings, epsilon: settings.epsilon * square(scale) };
          stepRmsprop(weights, precision.array.from([before.slope * scale]), squares, inUnits, precision);
          return { weight: weights[0] as number, meanSquare: (squares[0] as number) / square(scale) };
        };
        const [expected, got] = [step(1), step(2 ** n)];
        const holds = got.weight === expected.weight && got.meanSquare === expected.meanSquare;
        requireThat(holds, hasUnits, () => ({ expected, got }));
      },
    ),
};

/** Weight, gradient and mean square in sixteenths. The gradient is never 0; the mean square may be. */
function oneWeight(): fc.Arbitrary<Weight> {
  const sixteenths = (min: number, max: number) => fc.integer({ min, max }).map((n) => n / 16);
  return fc.record({
    weight: sixteenths(-64, 64),
    slope: fc.oneof(sixteenths(-64, -1), sixteenths(1, 64)),
    meanSquare: fc.oneof(fc.constant(0), sixteenths(1, 64)),
  });
}

function stepSettings(): fc.Arbitrary<Omit<Course['recipe']['optimizer'], 'rescaling'>> {
  return fc.record({
    learningRate: fc.constantFrom(0.001, 0.1, 1),
    decay: fc.constantFrom(0, 0.25, 0.9, 0.99),
    epsilon: fc.constantFrom(1e-7, 0.01, 1),
  });
}

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
  hasUnits,
];
