import fc from 'fast-check';
import { type FloatArray, unitRoundoff } from '../../src/base/precision.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { type Lesson, lesson } from '../arbitraries/training.ts';
import { tapedLoss } from '../oracles/taped-loss.ts';
import { requireThat } from '../require.ts';
import { gradientFor, requireWithin } from './gradient-of-lesson.ts';
import { arraysIn, copyOf } from './plain-parameters.ts';
import type { Trainer, TrainingLaw } from './trainer.ts';

/** Otherwise the learning rate would depend on the batch size or on the number of workers. */
const isTheMeanOfItsImages: TrainingLaw = {
  id: 'gradient/mean-of-its-images',
  clause: 'gradient',
  statement: 'always equals the mean over the images of a batch, in any order and any division into micro-batches',
  property: (trainer) =>
    fc.asyncProperty(lesson([1, 2], [2, 6]), fc.integer({ min: 1, max: 6 }), async (lesson, size) => {
      const { examples, network, recipe } = lesson;
      const { gradient } = await gradientFor(trainer, lesson, size);
      const backwards = await gradientFor(trainer, { ...lesson, examples: examples.toReversed() }, size);
      const singles = await Promise.all(
        examples.map((example) => gradientFor(trainer, { ...lesson, examples: [example] })),
      );
      const tapes = examples.map((example) => tapedLoss(network, example, recipe.amplitude));
      for (const [array, values] of arraysIn(gradient).entries()) {
        const magnitudes = Array.from(values, (_, index) =>
          mean(tapes.map((tape) => tape.magnitude[array]?.[index] as number)),
        );
        const limits = magnitudes.map((magnitude) => summationRoundoffs * unitRoundoff.float64 * magnitude);
        const means = Array.from(values, (_, index) =>
          mean(singles.map((one) => arraysIn(one.gradient)[array]?.[index] as number)),
        );
        requireWithin(isTheMeanOfItsImages, Array.from(values), means, limits);
        requireWithin(
          isTheMeanOfItsImages,
          Array.from(arraysIn(backwards.gradient)[array] as FloatArray),
          Array.from(values),
          limits,
        );
      }
    }),
};

/**
 * Two sums of the same n terms differ by at most 2 · (n − 1) roundoffs of the sum of their absolute values. A weight
 * has one term for each of 6 images and at most 30 positions, then four more roundings. Twice that, because the
 * absolute values themselves are computed in another way.
 */
const summationRoundoffs = 2 * (2 * 6 * 30 + 4);

const roundoff = unitRoundoff.float64;

/**
 * A current of the first layer is accurate to 20 terms · 2^−53 · 8 < 2e-14. A rate at J ≥ 1.01 has at most 21 times the
 * relative error of its current, and the rates of a layer make a current of at most 4 · 500/150 < 14. So each layer
 * multiplies the error by at most 300, and a current of the third layer is accurate to 2e-9. A derivative, proportional
 * to 1/(J − 1), then has a relative error of at most 2e-7, and a probability of 6e-7. Together that is below 1e-6 of
 * the sum of the absolute values of the terms.
 */
const gradientTolerance = 1e-6;

/** Roundoffs of each number of the loss: one for most, 3 for a logarithm or exponential. */
const roundoffsOfOneNumber = 3;

/** The definition: a gradient is the slope of the loss. With a wrong one, training does not minimize the loss. */
export const followsTheLoss: TrainingLaw = {
  id: 'gradient/follows-the-loss',
  clause: 'gradient',
  statement:
    'always equals the slope of the loss, for kernels, kernel biases, neuron biases and read-out of every layer',
  property: (trainer) =>
    fc.asyncProperty(lesson([1, 2], [1, 1]), fc.nat(), async (lesson, drawn) => {
      const gradient = arraysIn((await gradientFor(trainer, lesson)).gradient);
      const { roundoffs } = tapedLoss(
        lesson.network,
        lesson.examples[0] as Lesson['examples'][0],
        lesson.recipe.amplitude,
      );
      for (const [array, values] of gradient.entries()) {
        for (const index of new Set([0, drawn % values.length, values.length - 1])) {
          const half = stepOf(array, lesson) / 2;
          const [rough, fine] = [2 * half, half].map((step) => slopeOfLoss(trainer, lesson, array, index, step));
          const [coarseSlope, slope] = [await rough, await fine] as [number, number];

          // a central difference has an error of c · step², so halving the step removes three quarters of it
          const rounding = (4 * roundoffsOfOneNumber * roundoff * roundoffs) / half;
          const tolerance = Math.abs(slope - coarseSlope) + rounding;
          const got = values[index] as number;
          requireThat(Math.abs(got - slope) <= tolerance, followsTheLoss, () => ({
            expected: { array, index, slope, tolerance },
            got,
          }));
        }
      }
    }),
};

/** Step of a bias: it moves no current of its layer by more than 2^−20 and none of the next by 300 times that. */
const biasStep = 2 ** -22;

/** Step of a parameter with which no current crosses 1. */
function stepOf(array: number, { network, recipe }: Lesson): number {
  const isKernel = array % 3 === 0;
  if (!isKernel) return biasStep;
  const largestInput = array === 0 ? 255 : recipe.amplitude / network.architecture.neuron.tauRefSeconds;
  return biasStep / Math.max(1, largestInput);
}

async function slopeOfLoss(trainer: Trainer, lesson: Lesson, array: number, index: number, step: number) {
  const [above, below] = [step, -step].map((move) => gradientFor(trainer, moved(lesson, array, index, move)));
  return (((await above)?.loss as number) - ((await below)?.loss as number)) / (2 * step);
}

function moved(lesson: Lesson, array: number, index: number, move: number): Lesson {
  const network: Network = { ...lesson.network, ...copyOf(lesson.network) };
  const values = arraysIn(network)[array] as FloatArray;
  values[index] = (values[index] as number) + move;
  return { ...lesson, network };
}

/** Compares with an independent oracle that differentiates single operations. */
export const agreesWithTape: TrainingLaw = {
  id: 'gradient/agrees-with-the-chain-rule',
  clause: 'gradient',
  statement: 'always gives the loss and the gradient of the chain rule, applied to one operation at a time',
  property: (trainer) =>
    fc.asyncProperty(lesson([1, 3], [1, 1]), async (lesson) => {
      const { loss, gradient } = await gradientFor(trainer, lesson);
      const taped = tapedLoss(lesson.network, lesson.examples[0] as Lesson['examples'][0], lesson.recipe.amplitude);
      requireWithin(agreesWithTape, [loss], [taped.loss], [2 * roundoffsOfOneNumber * roundoff * taped.roundoffs]);
      for (const [array, values] of arraysIn(gradient).entries()) {
        const limits = (taped.magnitude[array] as number[]).map((magnitude) => gradientTolerance * magnitude);
        requireWithin(agreesWithTape, Array.from(values), taped.gradient[array] as number[], limits);
      }
    }),
};

/** The rate is constant at or below the threshold, so the gradient is exactly 0 there. */
export const silentNeuronsLearnNothing: TrainingLaw = {
  id: 'gradient/silent-neurons-learn-nothing',
  clause: 'gradient',
  statement: 'never changes a neuron whose current is 1 or less, nor a weight into it',
  property: (trainer) =>
    fc.asyncProperty(lesson([1, 1], [1, 1]), fc.constantFrom(1, 1 - 2 ** -53, 0.5, -8), async (lesson, current) => {
      const network: Network = { ...lesson.network, ...copyOf(lesson.network) };
      const [{ kernel, kernelBias, neuronBias } = neverEmpty()] = network.layers;
      kernel.fill(0); // the current then equals the bias exactly
      kernelBias.fill(0);
      neuronBias.fill(current);
      const { gradient } = await gradientFor(trainer, { ...lesson, network });
      const [layer = neverEmpty()] = gradient.layers;
      const values = [layer.kernel, layer.kernelBias, layer.neuronBias].flatMap((array) => Array.from(array));
      requireThat(
        values.every((value) => value === 0),
        silentNeuronsLearnNothing,
        () => ({
          expected: 0,
          got: values,
        }),
      );
    }),
};

function neverEmpty(): never {
  throw new Error('a network has a hidden layer');
}

export const gradientLaws: readonly TrainingLaw[] = [
  followsTheLoss,
  agreesWithTape,
  silentNeuronsLearnNothing,
  isTheMeanOfItsImages,
];
