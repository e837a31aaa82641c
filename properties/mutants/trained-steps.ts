import { power, square } from '../../src/base/elementary.ts';
import { exactly, type Rounded } from '../../src/conformance/choices/rounded.ts';
import type { TrainingInput, TrainingOutput } from '../../src/conformance/implementation.ts';
import { exactParameters, type RoundedParameters, trainRounded } from '../oracles/textbook-training.ts';
import { sourcesOf, type TrainingStages, textbookTraining } from '../oracles/training-stages.ts';
import { describeMutant, type Mutant } from './mutant.ts';
import { inputOf, right } from './trained.ts';

const { gain, rate, lossGradient, step } = textbookTraining;

/** Trains correctly on a changed input, and runs the network as the input says. */
function assumes(name: string, difference: string, change: (input: TrainingInput) => Partial<TrainingInput>): Mutant {
  const training = async (input: TrainingInput) =>
    right.training(inputOf(input, await right.training({ ...input, ...change(input) })));
  return { ...describeMutant(name, difference), training };
}

/** Assumes a value for parameters of the neurons. */
function assumesNeurons(name: string, difference: string, about: Partial<Neuron>): Mutant {
  return assumes(name, difference, ({ architecture }) => {
    const neuron = { ...architecture.neuron, ...about };
    const maxRateHz = Math.min(neuron.maxRateHz, 0.95 / neuron.tauRefSeconds);
    return { architecture: { ...architecture, neuron: { ...neuron, maxRateHz } } };
  });
}

type Neuron = TrainingInput['architecture']['neuron'];

/** Trains with one equation replaced, and runs the network as the input says. */
function steps(name: string, difference: string, stages: Partial<TrainingStages>, cites?: string): Mutant {
  const training = async (input: TrainingInput) => {
    const start = await right.training({ ...input, epochs: input.epochs % 1 }); // half an epoch is refused
    const { weights } = inputOf(input, start);
    const trained = trainRounded(weights as Required<TrainingInput>['weights'], input, 0, {
      ...textbookTraining,
      ...stages,
    });
    return right.training(inputOf(input, { ...start, weights: plainWeights(trained) }));
  };
  return { ...describeMutant(name, difference, cites), training };
}

function plainWeights(parameters: RoundedParameters): Required<TrainingOutput>['weights'] {
  const plain = parameters.map((values) => values.map(({ value }) => value));
  const at = (array: number) => plain.at(array) as number[];
  const layers = Array.from({ length: (plain.length - 2) / 3 }, (_, layer) => ({
    kernel: at(3 * layer),
    kernelBias: at(3 * layer + 1),
    neuronBias: at(3 * layer + 2),
  }));
  return { layers, readout: { weight: at(-2), bias: at(-1) } };
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

/** Leaves arrays as they are if their index among all arrays of a network says so. */
function leaves(name: string, difference: string, isLeft: (array: number, readout: number) => boolean): Mutant {
  return steps(name, difference, {
    gradient: (values, array, { architecture: { hidden } }) =>
      isLeft(array, 3 * hidden.length) ? values.map(() => exactly(0)) : values,
  });
}

/** Reads the input of a convolution elsewhere. */
const reads = (name: string, difference: string, sources: TrainingStages['sources']): Mutant =>
  steps(name, difference, { sources });

/** Takes other logits for the loss. */
const ofLogits = (name: string, difference: string, change: (logit: number) => number): Mutant =>
  steps(name, difference, {
    lossGradient: (logits, ...others) =>
      lossGradient(
        logits.map(({ value }) => exactly(change(value))),
        ...others,
      ),
  });

/** Multiplies the slope of a rate. */
const withSlope =
  (factor: (current: number) => number): TrainingStages['rate'] =>
  (current, ...others) => {
    const { rate: own, slope } = rate(current, ...others);
    return { rate: own, slope: { ...slope, value: slope.value * factor(current.value) } };
  };

const scaled = (values: readonly Rounded[], factor: number) => values.map(({ value }) => exactly(value * factor));

/** Optimizer steps that are wrong. Most are one field of architecture or recipe that a trainer ignores. */
export const trainedStepMutants: readonly Mutant[] = [
  assumesNeurons('training-assumes-a-membrane-of-20-ms', 'trains with tau_rc of 20 ms', { tauRcSeconds: 0.02 }),
  assumesNeurons('training-ignores-refractory-time', 'trains with tau_ref of 0', { tauRefSeconds: 0 }),
  assumes('training-ignores-learning-rate', 'always takes a learning rate of 0.001', ({ optimizer }) => ({
    optimizer: { ...optimizer, learningRate: 0.001 },
  })),
  assumes('training-ignores-decay', 'always takes a decay of 0.9', ({ optimizer }) => ({
    optimizer: { ...optimizer, decay: 0.9 },
  })),
  assumes('training-ignores-epsilon', 'always takes an epsilon of 1e-7', ({ optimizer }) => ({
    optimizer: { ...optimizer, epsilon: 1e-7 },
  })),
  assumes('training-shuffles-always', 'shuffles images although their order is given', () => ({ order: 'shuffled' })),
  assumes('training-in-one-batch', 'makes one step per epoch, of all images', ({ images }) => ({
    batchSize: images.length,
  })),
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
  assumes('training-skips-a-last-batch-of-one', 'skips a last batch of one image', ({ images, labels, batchSize }) => {
    const end = images.length > batchSize && images.length % batchSize === 1 ? -1 : images.length;
    return { images: images.slice(0, end), labels: labels.slice(0, end) };
  }),
  reads('training-ignores-stride', 'moves the kernel by one position', (layer, ...shapes) =>
    sourcesOf({ ...layer, stride: 1 }, ...shapes),
  ),
  reads('training-pads-on-one-side', 'pads by one less at the top and the left', (layer, ...shapes) =>
    sourcesOf({ ...layer, padding: Math.max((layer.padding ?? 0) - 1, 0) }, ...shapes),
  ),
  reads('training-reads-one-channel', 'reads the first channel of its input alone', (layer, input, output) =>
    sourcesOf(layer, input, output).map((all) => all.map((one, term) => (term % input.channels === 0 ? one : -1))),
  ),
  reads('training-assumes-square-images', 'takes the columns of its input for its rows', (layer, input, output) =>
    sourcesOf(layer, { ...input, columns: input.rows }, output).map((all) =>
      all.map((one) => (one < input.rows * input.columns * input.channels ? one : -1)),
    ),
  ),
  steps('training-sums-the-loss', 'sums the loss of a batch in place of the mean', {
    lossGradient: (logits, label, _, roundoff) => lossGradient(logits, label, 1, roundoff),
  }),
  ofLogits('training-clips-logits', 'limits logits to 80 in either direction', (logit) =>
    Math.max(-80, Math.min(logit, 80)),
  ),
  ofLogits('training-overflows', 'has no number for the exponential of a logit above 709', (logit) =>
    logit > 709 ? Number.NaN : logit,
  ),
  steps('training-means-over-full-batches', 'divides the loss of the last batch by the size of a full one', {
    gradient: (values, _, { images, batchSize }) => scaled(values, Math.min(1, images.length / batchSize)),
  }),
  steps('training-forgets-the-gain', 'does not multiply the gradient of kernels by the gain', {
    gradient: (values, array, { architecture }) =>
      array % 3 === 0 && array < 3 * architecture.hidden.length
        ? scaled(values, 1 / gain(architecture, 0).value)
        : values,
  }),
  steps('training-forgets-the-amplitude', 'does not multiply the slope of a rate by the amplitude', {
    gradient: (values, array, { amplitude, architecture: { hidden } }) =>
      array < 3 * hidden.length ? scaled(values, power(amplitude, Math.floor(array / 3) - hidden.length)) : values,
  }),
  steps('training-of-silent-neurons', 'gives neurons below the threshold the slope of those above', {
    rate: (current, ...others) => {
      const { rate: own, slope } = rate(current, ...others);
      return { rate: own, slope: current.value > 1 ? slope : exactly(1) };
    },
  }),
  steps('training-slope-near-the-threshold', 'takes a J − 1 of at least 0.001 in the slope', {
    rate: withSlope((current) => (current > 1 ? Math.min(1, (current - 1) / 0.001) : 1)),
  }),
  {
    ...describeMutant('training-joins-equal-arrays', 'trains given arrays of equal values as one array'),
    training: trainEqualArraysAsOne,
  },
  leaves('training-leaves-kernel-biases', 'does not train kernel biases', (array, readout) => {
    return array < readout && array % 3 === 1;
  }),
  leaves('training-of-one-layer', 'trains the first layer and the read-out alone', (array, readout) => {
    return array >= 3 && array < readout;
  }),
  steps('training-of-sixteen-channels', 'does not train the kernels of channels after the sixteenth', {
    gradient: (values, array, { architecture: { hidden } }) => {
      const { channels = 1 } = array % 3 === 0 ? (hidden[array / 3] ?? {}) : {};
      return values.map((value, index) => (index % channels < 16 ? value : exactly(0)));
    },
  }),
  steps(
    'training-memory-starts-at-one',
    'starts the mean squares at 1',
    { memory: 1 },
    'TensorFlow 1 RMSPropOptimizer',
  ),
  steps('training-forgets-mean-squares', 'starts the mean squares anew for every batch', {
    step: (weight, slope, _, ...others) => step(weight, slope, exactly(0), ...others),
  }),
  steps(
    'training-adds-epsilon-to-the-root',
    'adds epsilon outside of the root',
    {
      step: (weight, slope, before, { learningRate, decay, epsilon }) => {
        const value = decay * before.value + (1 - decay) * square(slope.value);
        const change = (learningRate * slope.value) / (Math.sqrt(value) + epsilon);
        return { weight: exactly(weight.value - change), square: exactly(value) };
      },
    },
    'PyTorch RMSprop',
  ),
];
