import fc from 'fast-check';
import type { Implementation, TrainingInput, TrainingOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { trainedFrom } from '../arbitraries/legal-training.ts';
import { easyTraining } from '../arbitraries/trained.ts';
import { areEqual, requireSame, requireThat } from '../require.ts';

/** A simulator may need seconds to prepare a training. */
const mostRuns = 1;

/** A training is a pure function of its input. With a global generator, it depends on what was trained before. */
export const trainsFromSeedAlone: Law = {
  id: 'trained/depends-on-seed-alone',
  clause: 'streams',
  statement: 'always trains to the same accuracies from the same seed, whatever was trained before',
  needs: ['training'],
  mostRuns,
  property: (implementation) =>
    fc.asyncProperty(
      hardTraining(implementation.largestSeed),
      easyTraining(implementation.largestSeed),
      async (input, other) => {
        const train = capabilityOf(implementation, 'training');
        const expected = await train(input);
        await train(other);
        requireSame(trainsFromSeedAlone, expected, await train(input));
      },
    ),
};

/** How many seeds are tried until two differ. One in ten may agree by chance, so all agree once in 10¹¹. */
const mostSeeds = 12;

/** Otherwise several seeds would be one, and error bars would mean nothing. */
export const trainsDifferentlyFromSeeds: Law = {
  id: 'trained/differs-between-seeds',
  clause: 'C9',
  statement: 'never trains to the same accuracies from all of twelve seeds',
  needs: ['training'],
  mostRuns,
  property: (implementation) =>
    fc.asyncProperty(hardTraining(implementation.largestSeed), async (input) => {
      const train = capabilityOf(implementation, 'training');
      const first = JSON.stringify(await train(input));
      for (let seed = 0; seed < mostSeeds; seed++)
        if (JSON.stringify(await train({ ...input, seed })) !== first) return;
      const expected = `other accuracies from one of the seeds 0 to ${mostSeeds - 1} than from ${input.seed}`;
      requireThat(false, trainsDifferentlyFromSeeds, () => ({ expected, got: JSON.parse(first) }));
    }),
};

/** The order of the images is random, too. From given weights, nothing else is. */
export const shufflesBySeed: Law = {
  id: 'trained/shuffles-by-its-seed',
  clause: 'streams',
  statement: 'never shows shuffled images in the same order for two seeds',
  needs: ['training'],
  assumes: ['givenWeights'],
  looksAt: ['weights'],
  mostRuns,
  property: (implementation) =>
    fromGivenWeights(implementation, async (input, train) => {
      const given = { ...input, epochs: 1, batchSize: 4 };
      const [one, other] = [await train({ ...given, seed: 0 }), await train({ ...given, seed: 1 })];
      const isOther = !areEqual(one.weights, other.weights);
      requireThat(isOther, shufflesBySeed, () => ({
        expected: 'other weights from seed 1 than from seed 0',
        got: 'the same',
      }));
    }),
};

/** How many seeds are tried. Both epochs of all of them have the same order by chance once in 10⁷. */
const mostShuffles = 24;

/** Two epochs of two images are one epoch of four in one of four orders, which the simulator itself is asked for. */
export const shufflesEveryEpoch: Law = {
  id: 'trained/shuffles-every-epoch',
  clause: 'epoch',
  statement: 'never shows shuffled images in the order of the epoch before, from all of 24 seeds',
  needs: ['training'],
  assumes: ['givenWeights'],
  looksAt: ['weights'],
  mostRuns,
  property: (implementation) =>
    fromGivenWeights(implementation, async (input, train) => {
      const shown = async (images: readonly number[], epochs: number, order: 'given' | 'shuffled', seed: number) => {
        const chosen = {
          images: images.map((one) => input.images[one] as Uint8Array),
          labels: images.map((one) => input.labels[one] as number),
        };
        return readoutOf(await train({ ...input, ...chosen, epochs, order, seed, batchSize: 1 }));
      };
      const ofOrder = (...images: number[]) => shown(images, 1, 'given', 0);
      const alike = [await ofOrder(0, 1, 0, 1), await ofOrder(1, 0, 1, 0)];
      const others = [await ofOrder(0, 1, 1, 0), await ofOrder(1, 0, 0, 1)];
      for (let seed = 0; seed < mostShuffles; seed++) {
        const own = await shown([0, 1], 2, 'shuffled', seed);
        const nearest = (all: readonly (readonly number[])[]) => Math.min(...all.map((one) => distance(own, one)));
        if (nearest(others) <= nearest(alike)) return;
      }
      requireThat(false, shufflesEveryEpoch, () => ({
        expected: `another order of two images in the second epoch, from one of ${mostShuffles} seeds`,
        got: 'the order of the first epoch again',
      }));
    }),
};

/** A property of trainings of images that are hard to tell apart, from the weights that an untrained network has. */
const fromGivenWeights = (
  implementation: Implementation,
  holds: (input: TrainingInput, train: (input: TrainingInput) => Promise<TrainingOutput>) => Promise<void>,
) =>
  fc.asyncProperty(hardTraining(implementation.largestSeed), async (input) => {
    const train = capabilityOf(implementation, 'training');
    const { weights, initialVoltage } = await train({ ...input, epochs: 0 });
    if (weights === undefined || initialVoltage === undefined) return;
    await holds(input, async (asked) => await train(trainedFrom(asked, weights, initialVoltage, Math.fround)));
  });

const readoutOf = ({ weights }: TrainingOutput): readonly number[] => [
  ...(weights?.readout.weight ?? []),
  ...(weights?.readout.bias ?? []),
];

const distance = (some: readonly number[], others: readonly number[]) =>
  some.reduce((sum, one, index) => sum + Math.abs(one - (others[index] as number)), 0);

/**
 * Number of epochs, of one optimizer step each, after which a network has learned the stripes. Several seeds are tried,
 * because layers may start silent. An untrained network rarely distinguishes four classes by chance.
 */
const enough = { epochs: 25, learningRate: 0.003, seeds: 3, accuracy: 0.8, classes: [4, 5] };

/** A network learns nothing if it is trained on too few images, for too short a time, or on the wrong labels. */
export const learnsStripes: Law = {
  id: 'trained/learns',
  clause: 'epoch',
  statement: 'always classifies images of bright stripes, as a rate network and with spikes, after 25 epochs',
  needs: ['training'],
  mostRuns,
  property: (implementation) =>
    fc.asyncProperty(easyTraining(implementation.largestSeed, enough.classes), async (input) => {
      const train = capabilityOf(implementation, 'training');
      const { epochs, learningRate } = enough;
      const optimizer = { ...input.optimizer, learningRate };
      const batchSize = input.images.length;
      const tried: TrainingOutput[] = [];
      for (let seed = 0; seed < enough.seeds; seed++) {
        const output = await train({ ...input, seed, epochs, batchSize, optimizer });
        if (Math.min(output.rateAccuracy, output.spikingAccuracy) >= enough.accuracy) return;
        tried.push(output);
      }
      const expected = `both accuracies ${enough.accuracy} or more, for one of ${enough.seeds} seeds`;
      requireThat(false, learnsStripes, () => ({ expected, got: tried }));
    }),
};

/** One step of the optimizer on many images, after which the accuracies depend on the initial weights. */
function hardTraining(largestSeed?: number): fc.Arbitrary<TrainingInput> {
  return fc
    .tuple(
      easyTraining(largestSeed),
      fc.array(fc.uint8Array({ minLength: 81, maxLength: 81 }), { minLength: 24, maxLength: 24 }),
    )
    .map(([input, pixels]) => {
      const { rows, columns } = input.architecture.input;
      const images = pixels.map((image) => image.subarray(0, rows * columns));
      const labels = images.map((_, image) => image % input.architecture.classes);
      return { ...input, images, labels, batchSize: images.length, steps: 20 };
    });
}
