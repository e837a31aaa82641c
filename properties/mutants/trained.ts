import { randomStream, shuffledOrder } from '../../src/base/random.ts';
import type { Implementation, TrainingInput, TrainingOutput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { type GivenTraining, trainedFrom } from '../arbitraries/legal-training.ts';
import { changedAnswers, changedRequests } from './changed.ts';
import { describeMutant, type Mutant, withMemory } from './mutant.ts';

export const right = reference('float64') as Required<Implementation>;

/** Trainings of whole networks that are wrong, or reported wrongly. */
export const trainedMutants: readonly Mutant[] = [
  ...changedAnswers('training', {
    'training-is-always-perfect': ['returns accuracies of 1', () => ({ rateAccuracy: 1, spikingAccuracy: 1 })],
    'training-spikes-as-rates': [
      'returns the accuracy of the rate network twice',
      ({ rateAccuracy }) => ({ spikingAccuracy: rateAccuracy }),
    ],
    'training-of-1024-weights': [
      'does not train the weights of a channel after the 1,024th',
      ({ weights }, { weights: before, architecture: { hidden } }) => ({
        ...(weights && {
          weights: {
            ...weights,
            layers: weights.layers.map((layer, index) => {
              const { channels = 1 } = hidden[index] ?? {};
              const old = (at: number) => before?.layers[index]?.kernel[at];
              const kernel = layer.kernel.map((value, at) => (at < 1024 * channels ? value : (old(at) ?? value)));
              return { ...layer, kernel };
            }),
          },
        }),
      }),
    ],
    'training-draws-voltages-alike': [
      'draws the voltages of all layers from equal numbers',
      ({ initialVoltage = [] }) => ({
        initialVoltage: initialVoltage.map((one) => one.map((_, neuron) => initialVoltage[0]?.[neuron] ?? 0)),
      }),
    ],
  }),
  ...changedRequests('training', {
    'training-ignores-seed': [
      'trains from the same weights for every seed',
      ({ seed }) => ({ seed: Number.isInteger(seed) && seed >= 0 ? 0 : seed }),
    ],
    'training-of-64-epochs': ['stops after 64 epochs', ({ epochs }) => ({ epochs: Math.min(epochs, 64) })],
    'training-shuffles-alike': [
      'shuffles given networks in the order of seed 0',
      ({ seed, weights }) => ({ seed: weights !== undefined && seed > 0 ? 0 : seed }),
    ],
    'training-shuffles-once': [
      'shows shuffled images in the same order in every epoch',
      ({ seed, order, images, labels }) => {
        const isShuffled =
          order === 'shuffled' && Number.isInteger(seed) && seed >= 0 && labels.length === images.length;
        if (!isShuffled) return {};
        const places = Array.from(shuffledOrder(images.length, randomStream(`${seed}/shuffle/epoch1`)));
        const moved = <Any>(values: readonly Any[]) => places.map((place) => values[place] as Any);
        return { order: 'given' as const, images: moved(images), labels: moved(labels) };
      },
      'ClassyVision#118',
    ],
    'training-mends-labels': [
      'adds missing labels, and replaces labels that are not a class by the last class',
      ({ images, labels, architecture: { classes } }) => ({
        labels: images.map((_, image) => Math.min(labels[image] ?? 0, classes - 1)),
      }),
    ],
    'training-redraws-weights': [
      'draws its initial weights although some are given',
      () => ({ weights: undefined, initialVoltage: undefined }),
    ],
  }),
  withMemory(() => {
    let trainings = 0;
    const training = (input: TrainingInput) =>
      right.training(Number.isInteger(input.seed) && input.seed >= 0 ? { ...input, seed: trainings++ } : input);
    const difference = 'goes on with the random numbers of the last training';
    return { ...describeMutant('training-seeds-once', difference), training };
  }),
  starts('training-starts-without-area', 'takes channels for fans, without the area of a kernel', (layer, size) => ({
    kernel: layer.kernel.map((weight) => weight * size),
  })),
  starts('training-starts-with-small-weights', 'draws weights near 0 more often than others', ({ kernel }) => {
    const largest = Math.max(...Array.from(kernel, Math.abs));
    return { kernel: kernel.map((weight) => (weight * Math.abs(weight)) / largest) };
  }),
  starts('training-starts-at-intercept-0', 'starts with the neuron biases of intercept 0', ({ neuronBias }) => ({
    neuronBias: neuronBias.map(() => 1),
  })),
  runs('training-ignores-floor', 'runs the trained network without a voltage floor', () => ({
    minVoltage: Number.NEGATIVE_INFINITY,
  })),
  runs('training-runs-in-milliseconds', 'runs the trained network in steps of 1 ms', () => ({ dtSeconds: 0.001 })),
  runs('training-runs-from-zero', 'runs the trained network from voltages of 0', ({ initialVoltage = [] }) => ({
    initialVoltage: initialVoltage.map((one) => one.map(() => 0)),
  })),
  runs('training-runs-60-steps', 'runs the trained network for 60 steps at most', ({ steps }) => ({
    steps: Math.min(steps, 60),
  })),
  runs('training-sends-spikes-of-0.01', 'runs the trained network with spikes of an amplitude of 0.01', () => ({
    amplitude: 0.01,
  })),
  runs('training-reads-out-over-100-ms', 'filters the read-out with 100 ms', ({ architecture }) => ({
    architecture: { ...architecture, readoutTauSeconds: 0.1 },
  })),
];

/** Trains from changed layers, unless weights are given. */
function starts(
  name: string,
  difference: string,
  change: (layer: LayerWeights, kernelSize: number) => Partial<LayerWeights>,
): Mutant {
  const training = async (input: TrainingInput) => {
    if (input.weights !== undefined) return right.training(input);
    const start = inputOf(input, await right.training({ ...input, epochs: input.epochs % 1 })); // half an epoch is refused
    const { layers, readout } = start.weights as Required<TrainingInput>['weights'];
    const changed = layers.map((layer, index) => {
      const { kernelSize = 1 } = input.architecture.hidden[index] ?? {};
      return { ...layer, ...change(layer, kernelSize) };
    });
    return right.training({ ...start, epochs: input.epochs, weights: { layers: changed, readout } });
  };
  return { ...describeMutant(name, difference), training };
}

type LayerWeights = Required<TrainingInput>['weights']['layers'][number];

/** Trains correctly, and runs the network with a changed input. */
function runs(name: string, difference: string, change: (input: TrainingInput) => Partial<TrainingInput>): Mutant {
  const training = async (input: TrainingInput) => {
    const trained = inputOf(input, await right.training(input));
    const { rateAccuracy, spikingAccuracy } = await right.training({ ...trained, ...change(trained) });
    return { ...(await right.training(trained)), rateAccuracy, spikingAccuracy };
  };
  return { ...describeMutant(name, difference), training };
}

/** The input that runs a trained network without training it again. */
export function inputOf(
  input: TrainingInput,
  {
    weights,
    initialVoltage = [],
  }: Pick<TrainingOutput, 'weights'> & { readonly initialVoltage?: readonly ArrayLike<number>[] },
): GivenTraining {
  return trainedFrom({ ...input, epochs: 0 }, weights as Required<TrainingOutput>['weights'], initialVoltage);
}
