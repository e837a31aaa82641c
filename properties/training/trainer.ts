import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type FloatArray, precisions } from '../../src/base/precision.ts';
import type { Law } from '../../src/conformance/law.ts';
import type { Architecture } from '../../src/simulator/network/architecture.ts';
import type { Example, GradientAccumulator } from '../../src/simulator/training/gradient.ts';
import type { Parameters } from '../../src/simulator/training/parameters.ts';
import type { Recipe, startTraining, Training, trainEpoch } from '../../src/simulator/training/train.ts';
import { legalTraining } from '../arbitraries/legal-training.ts';
import { requireThat } from '../require.ts';

/**
 * A trainer of networks, in the pieces that laws judge. It is not a capability of `Implementation`, because
 * these laws compare weights bit for bit and observe the order of images, which no simulator exposes through the
 * protocol. A mutant differs from the reference in one piece.
 */
export interface Trainer {
  readonly name: string;
  readonly startTraining: typeof startTraining;
  /** Laws always pass the trainer's own `accumulateGradients`, or one that observes it. */
  readonly trainEpoch: typeof trainEpoch;
  readonly accumulateGradients: GradientAccumulator;
}

/** A law about training. */
export interface TrainingLaw extends Pick<Law, 'id' | 'clause' | 'statement' | 'leastRuns'> {
  readonly property: (trainer: Trainer) => fc.IAsyncProperty<unknown>;
}

/** Trains for some epochs with the trainer's own gradients. */
async function afterEpochs(
  trainer: Trainer,
  training: Training,
  examples: readonly Example[],
  epochs: number,
): Promise<Training> {
  let current = training;
  for (let epoch = 0; epoch < epochs; epoch++)
    current = (await trainer.trainEpoch(current, examples, trainer.accumulateGradients)).training;
  return current;
}

/** An architecture to be trained from the start, with images and recipe. */
interface Course {
  readonly architecture: Architecture;
  readonly examples: readonly Example[];
  readonly recipe: Recipe;
}

/** A legal training in either precision, as the pieces of a trainer take it. */
function course(): fc.Arbitrary<Course> {
  return fc
    .tuple(legalTraining(), fc.constantFrom(precisions.float32, precisions.float64))
    .map(([{ architecture, images, labels, optimizer, seed, amplitude, batchSize, order }, precision]) => ({
      architecture,
      examples: images.map((image, index) => ({ image, label: labels[index] as number })),
      recipe: {
        seed,
        amplitude,
        batchSize,
        order,
        precision,
        initialVoltage: 'uniform',
        optimizer: { ...optimizer, rescaling: 1 },
      },
    }));
}

/** A power of two other than 1. */
const powerOfTwo = (): fc.Arbitrary<number> => fc.constantFrom(-6, -3, -1, 1, 2, 6).map((exponent) => 2 ** exponent);

/**
 * Rescaled training is invariant too. In float32, numbers below 1.2e-38 have fewer bits and do not scale exactly.
 * Squares of gradients below 1e-19 are that small, but vanish beside ε. Otherwise, only a probability below 1e-38 could
 * reach a weight of 0. That takes a difference of 87 between logits, more than the generated networks have.
 */
const rescalingTrainsTheSame: TrainingLaw = {
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
        const expected = fedBySpikesTimes(plain.network, 1 / factor);
        requireThat(isDeepStrictEqual(parametersOf(rescaled), expected), rescalingTrainsTheSame, () => ({
          expected,
          got: parametersOf(rescaled),
        }));
      },
    ),
};

/** The main finding: a recipe that is not rescaled trains a different network at another amplitude. */
const plainTrainingDoesNot: TrainingLaw = {
  id: 'amplitude/plain-training-does-not',
  clause: 'rescaling',
  statement: 'never trains the same network at another amplitude with an unchanged recipe',
  property: (trainer) =>
    fc.asyncProperty(course(), powerOfTwo(), async ({ architecture, examples, recipe }, factor) => {
      const train = (amplitude: number) =>
        afterEpochs(trainer, trainer.startTraining(architecture, { ...recipe, amplitude }), examples, 1);
      const [plain, amplified] = [await train(recipe.amplitude), await train(recipe.amplitude * factor)];
      const same = fedBySpikesTimes(plain.network, 1 / factor);
      requireThat(!isDeepStrictEqual(parametersOf(amplified), same), plainTrainingDoesNot, () => ({
        expected: 'another network',
        got: parametersOf(amplified),
      }));
    }),
};

const parametersOf = ({ network: { layers, readout } }: Training): Parameters => ({ layers, readout });

/** Parameters with the weights that receive spikes multiplied by a factor: all kernels but the first, and the read-out. */
function fedBySpikesTimes({ layers, readout }: Parameters, factor: number): Parameters {
  const times = (values: FloatArray) => values.map((value) => value * factor);
  return {
    layers: layers.map((layer, index) => (index === 0 ? layer : { ...layer, kernel: times(layer.kernel) })),
    readout: { ...readout, weight: times(readout.weight) },
  };
}

/** The order of an epoch depends only on the seed and the number of the epoch, whatever was trained before. */
const shufflesByName: TrainingLaw = {
  id: 'epoch/shuffles-by-name',
  clause: 'epoch',
  statement: 'always shuffles every epoch by seed and epoch number, whatever was trained before',
  property: (trainer) =>
    fc.asyncProperty(course(), async ({ architecture, recipe, ...drawn }) => {
      // 20 images have 2e18 orders, so no two are equal by chance
      const examples = Array.from(
        { length: 20 },
        (_, n) => ({ ...drawn.examples[n % drawn.examples.length] }) as Example,
      );
      const orders = async (seed: number) => {
        let training = trainer.startTraining(architecture, { ...recipe, order: 'shuffled', seed });
        const shown: string[] = [];
        for (let epoch = 0; epoch < 3; epoch++) {
          const order: number[] = [];
          ({ training } = await trainer.trainEpoch(training, examples, (network, microBatches, ...others) => {
            order.push(...microBatches.flat().map((example: Example) => examples.indexOf(example)));
            return trainer.accumulateGradients(network, microBatches, ...others);
          }));
          shown.push(order.join());
        }
        return shown;
      };
      const [first, other, again] = [
        await orders(recipe.seed),
        await orders(recipe.seed > 0 ? recipe.seed - 1 : 1),
        await orders(recipe.seed),
      ];
      const holds = first.join() === again.join() && new Set([...first, ...other]).size === 6;
      requireThat(holds, shufflesByName, () => ({
        expected: 'six different orders, then the first three again',
        got: { first, other, again },
      }));
    }),
};

/** Laws about training that inspect the pieces of a trainer. */
export const trainingLaws: readonly TrainingLaw[] = [rescalingTrainsTheSame, plainTrainingDoesNot, shufflesByName];
