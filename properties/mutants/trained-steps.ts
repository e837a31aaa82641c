import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { exactly } from '../../src/conformance/choices/rounded.ts';
import { trainingActs, trainingFields } from '../../src/conformance/choices/training.ts';
import { exactParameters, trainRounded } from '../../src/conformance/choices/training-run.ts';
import { plainWeights, runTraining } from '../../src/conformance/choices/training-stages.ts';
import type { TrainingInput, TrainingOutput } from '../../src/conformance/implementation.ts';
import { mistakesOf } from './choices.ts';
import { describeMutant, type Mutant } from './mutant.ts';
import { inputOf, right } from './trained.ts';

/** Trains correctly on a changed input, and runs the network as the input says. */
function assumes(name: string, difference: string, change: (input: TrainingInput) => Partial<TrainingInput>): Mutant {
  const training = async (input: TrainingInput) =>
    right.training(inputOf(input, await right.training({ ...input, ...change(input) })));
  return { ...describeMutant(name, difference), training };
}

/** Trains by a set of choices, and runs the network as the input says. */
async function trainBy(chosen: Chosen, input: TrainingInput): Promise<TrainingOutput> {
  const start = await right.training({ ...input, epochs: input.epochs % 1 }); // half an epoch is refused
  const given = inputOf(input, start);
  return right.training(inputOf(input, runTraining(chosen, { ...given, epochs: input.epochs })));
}

/** Stores given arrays of equal values once, so each of them has the changes of all. */
async function trainEqualArraysAsOne(input: TrainingInput): Promise<TrainingOutput> {
  const trained = await right.training(input);
  if (input.weights === undefined || trained.weights === undefined) return trained;
  const [before, after] = [exactParameters(input.weights), exactParameters(trained.weights)];
  const keys = before.map((values) => JSON.stringify(values));
  const changeOf = (array: number, index: number) =>
    (after[array]?.[index]?.value as number) - (before[array]?.[index]?.value as number);
  const shared = after.map((values, array) => {
    const others = [...keys.keys()].filter((other) => other !== array && keys[other] === keys[array]);
    return values.map(({ value }, index) =>
      exactly(others.reduce((sum, other) => sum + changeOf(other, index), value)),
    );
  });
  return right.training(inputOf(input, { ...trained, weights: plainWeights(shared) }));
}

/** Returns the kernels of channels after the sixteenth as they were given. */
async function trainSixteenChannels(input: TrainingInput): Promise<TrainingOutput> {
  const trained = await right.training(input);
  const { weights } = trained;
  if (input.weights === undefined || weights === undefined) return trained;
  const given = input.weights.layers;
  const layers = weights.layers.map((layer, index) => {
    const { channels = 1 } = input.architecture.hidden[index] ?? {};
    const before = given[index]?.kernel ?? [];
    return {
      ...layer,
      kernel: layer.kernel.map((own, term) => (term % channels < 16 ? own : (before[term] as number))),
    };
  });
  return right.training(inputOf(input, { ...trained, weights: { ...weights, layers } }));
}

/** Trains with other logits for the loss. */
function ofLogits(name: string, difference: string, change: (logit: number) => number): Mutant {
  const acts = trainingActs({});
  const training = async (input: TrainingInput) => {
    const start = inputOf(input, await right.training({ ...input, epochs: input.epochs % 1 }));
    const trained = trainRounded(start.weights, { ...start, epochs: input.epochs }, 0, { ...acts, logit: change });
    return right.training(inputOf(input, { ...start, weights: plainWeights(trained) }));
  };
  return { ...describeMutant(name, difference), training };
}

/** Optimizer steps that are wrong. Most are one field of architecture or recipe that a trainer ignores. */
export const trainedStepMutants: readonly Mutant[] = [
  ...mistakesOf('training', trainingFields, trainBy),
  assumes('training-on-the-first-forty-images', 'trains on at most 40 images', ({ images, labels }) => ({
    images: images.slice(0, 40),
    labels: labels.slice(0, 40),
  })),
  assumes('training-of-three-epochs', 'trains for at most three epochs', ({ epochs }) => ({
    epochs: Math.min(epochs, 3),
  })),
  assumes('training-at-amplitudes-up-to-2', 'trains at an amplitude of at most 2', ({ amplitude }) => ({
    amplitude: Math.min(amplitude, 2),
  })),
  assumes('training-at-learning-rates-up-to-0.02', 'takes a learning rate of at most 0.02', ({ optimizer }) => ({
    optimizer: { ...optimizer, learningRate: Math.min(optimizer.learningRate, 0.02) },
  })),
  assumes('training-decays-by-0.99-at-most', 'takes a decay of at most 0.99', ({ optimizer }) => ({
    optimizer: { ...optimizer, decay: optimizer.decay < 1 ? Math.min(optimizer.decay, 0.99) : optimizer.decay },
  })),
  assumes(
    'training-drops-the-last-shuffled-batch',
    'drops a last batch of shuffled images that is not full',
    (input) => {
      const { images, labels, batchSize, order } = input;
      const isDropped = order === 'shuffled' && images.length > batchSize;
      const end = images.length - (isDropped ? images.length % batchSize : 0);
      return { images: images.slice(0, end), labels: labels.slice(0, end) };
    },
  ),
  ofLogits('training-clips-logits', 'limits logits to 80 in either direction', (logit) =>
    Math.max(-80, Math.min(logit, 80)),
  ),
  ofLogits('training-overflows', 'has no number for the exponential of a logit above 709', (logit) =>
    logit > 709 ? Number.NaN : logit,
  ),
  {
    ...describeMutant('training-joins-equal-arrays', 'trains given arrays of equal values as one array'),
    training: trainEqualArraysAsOne,
  },
  {
    ...describeMutant(
      'training-of-sixteen-channels',
      'returns the kernels of channels after the sixteenth as they were given',
    ),
    training: trainSixteenChannels,
  },
];
