import fc from 'fast-check';
import { type FloatArray, unitRoundoff } from '../../src/base/precision.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { type Lesson, lesson } from '../arbitraries/training.ts';
import type { Rounded } from '../oracles/rounded.ts';
import { exactParameters, roundedGradient, roundedLogits } from '../oracles/textbook-training.ts';
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
      const { examples } = lesson;
      const { gradient } = await gradientFor(trainer, lesson, size);
      const backwards = await gradientFor(trainer, { ...lesson, examples: examples.toReversed() }, size);
      const singles = await Promise.all(
        examples.map((example) => gradientFor(trainer, { ...lesson, examples: [example] })),
      );
      const bounds = roundedGradient(exactParameters(lesson.network), inputOf(lesson), [...examples.keys()], roundoff);
      for (const [array, values] of arraysIn(gradient).entries()) {
        // the sums of both, and the mean of single images, each have at most this error
        const limits = (bounds[array] as Rounded[]).map(({ error }) => 3 * error);
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

const roundoff = unitRoundoff.float64;

/** The definition: a gradient is the slope of the loss. With a wrong one, training does not minimize the loss. */
export const followsTheLoss: TrainingLaw = {
  id: 'gradient/follows-the-loss',
  clause: 'gradient',
  statement:
    'always equals the slope of the loss, for kernels, kernel biases, neuron biases and read-out of every layer',
  property: (trainer) =>
    fc.asyncProperty(lesson([1, 2], [1, 1]), fc.nat(), async (lesson, drawn) => {
      const gradient = arraysIn((await gradientFor(trainer, lesson)).gradient);
      const [image] = inputOf(lesson).images as [Uint8Array];
      const logits = roundedLogits(exactParameters(lesson.network), inputOf(lesson), image, roundoff);
      // a loss is ln Σ e^logit less a logit, each with the largest error of a logit
      const errorOfLoss = 2 * Math.max(...logits.map(({ error }) => error));
      for (const [array, values] of gradient.entries()) {
        for (const index of new Set([0, drawn % values.length, values.length - 1])) {
          const half = stepOf(array, lesson) / 2;
          const [rough, fine] = [2 * half, half].map((step) => slopeOfLoss(trainer, lesson, array, index, step));
          const [coarseSlope, slope] = [await rough, await fine] as [number, number];

          // a central difference has an error of c · step², so halving the step removes three quarters of it
          const rounding = (4 * errorOfLoss) / half;
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

const inputOf = ({ network, examples, recipe }: Lesson) => ({
  architecture: network.architecture,
  amplitude: recipe.amplitude,
  images: examples.map(({ image }) => image),
  labels: examples.map(({ label }) => label),
});

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

export const gradientLaws: readonly TrainingLaw[] = [followsTheLoss, isTheMeanOfItsImages];
