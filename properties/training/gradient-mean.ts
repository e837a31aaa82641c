import fc from 'fast-check';
import type { FloatArray } from '../../src/base/precision.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { lesson } from '../arbitraries/training.ts';
import { tapedLoss } from '../oracles/taped-loss.ts';
import { gradientFor, requireWithin } from './gradient-of-lesson.ts';
import { arraysIn } from './plain-parameters.ts';
import type { TrainingLaw } from './trainer.ts';

/** Otherwise the learning rate would depend on the batch size or on the number of workers. */
export const isTheMeanOfItsImages: TrainingLaw = {
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
