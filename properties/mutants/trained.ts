import type { Implementation, TrainingInput, TrainingOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const right = reference('float64') as Required<Implementation>;

/** Number of trainings since the program started, which shifts a generator that is seeded only once. */
let trainings = 0;

/** Trainings of whole networks that are wrong, or reported wrongly. */
export const trainedMutants: readonly Mutant[] = [
  reports('training-is-always-perfect', 'returns accuracies of 1', () => ({ rateAccuracy: 1, spikingAccuracy: 1 })),
  reports('training-spikes-as-rates', 'returns the accuracy of the rate network twice', ({ rateAccuracy }) => ({
    rateAccuracy,
    spikingAccuracy: rateAccuracy,
  })),
  reports(
    'training-counts-an-image-too-many',
    'divides the number of correct images by one more than there are',
    ({ rateAccuracy, spikingAccuracy }, { images: { length } }) => ({
      rateAccuracy: (rateAccuracy * length) / (length + 1),
      spikingAccuracy: (spikingAccuracy * length) / (length + 1),
    }),
  ),
  trains('training-ignores-seed', 'trains from the same weights for every seed', ({ seed }) => ({
    seed: Number.isInteger(seed) && seed >= 0 ? 0 : seed,
  })),
  trains('training-seeds-once', 'goes on with the random numbers of the last training', ({ seed }) => ({
    seed: Number.isInteger(seed) && seed >= 0 ? trainings++ : seed,
  })),
  trains('training-has-no-learning-rate', 'leaves the initial weights as they are', ({ epochs }) => ({
    epochs: Number.isInteger(epochs) ? 0 : epochs,
  })),
  trains('training-of-one-epoch', 'shows the images once, whatever the number of epochs', ({ epochs }) => ({
    epochs: Math.min(epochs, 1),
  })),
  trains('training-on-one-label', 'trains as if every image were of the first class', ({ labels }) => ({
    labels: labels.map(() => 0),
  })),
  trains('training-at-the-usual-amplitude', 'trains at an amplitude of 0.01', ({ amplitude }) => ({
    amplitude: amplitude > 0 ? 0.01 : amplitude,
  })),
  trains('training-at-small-amplitudes-alone', 'trains at an amplitude of at most 0.01', ({ amplitude }) => ({
    amplitude: Math.min(amplitude, 0.01),
  })),
  trains(
    'training-mends-labels',
    'adds missing labels, and replaces labels that are not a class by the last class',
    ({ images, labels, architecture: { classes } }) => ({
      labels: images.map((_, image) => Math.min(labels[image] ?? 0, classes - 1)),
    }),
  ),
];

function trains(name: string, difference: string, change: (input: TrainingInput) => Partial<TrainingInput>): Mutant {
  return { ...describeMutant(name, difference), training: (input) => right.training({ ...input, ...change(input) }) };
}

function reports(
  name: string,
  difference: string,
  change: (output: TrainingOutput, input: TrainingInput) => TrainingOutput,
): Mutant {
  const training = async (input: TrainingInput) => change(await right.training(input), input);
  return { ...describeMutant(name, difference), training };
}
