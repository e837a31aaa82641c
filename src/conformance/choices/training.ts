/*
 * The choices of training: what programs do between given weights and trained ones, stage by stage. It shares no code with
 * src/simulator, so that each tests the other.
 */
import { exp, expm1, log, log1p, power, square } from '../../base/elementary.ts';
import type { TrainingInput } from '../implementation.ts';
import { type ActsOf, type Chosen, definition, equal, findingActs, mistake } from './choice.ts';
import { type Layer, networkFields, type Shape } from './network.ts';
import { field } from './neuron.ts';

type Neuron = TrainingInput['architecture']['neuron'];

const numbers = (length: number) => Array.from({ length }, (_, index) => index);

/** Batches of images, as indices in the order in which they are shown. */
function batchesOf(images: number, batchSize: number): number[][] {
  const starts = numbers(images).filter((image) => image % batchSize === 0);
  return starts.map((first) => numbers(images).slice(first, first + batchSize));
}

/** All orders of a few images. */
function permutations(images: readonly number[]): number[][] {
  if (images.length === 0) return [[]];
  return images.flatMap((first) =>
    permutations(images.filter((one) => one !== first)).map((others) => [first, ...others]),
  );
}

/** The most images of which every order is tried. */
const mostShuffled = 3;

/** The orders in which an epoch may show images; none if there are too many. */
export const anyOrder = (images: number): number[][] => (images <= mostShuffled ? permutations(numbers(images)) : []);

const request = {
  neuron: field<(neuron: Neuron) => Partial<Neuron>>()({
    'as-asked': definition('trains with the requested neurons', () => ({})),
    'tau-rc-20-ms': mistake('trains with a tau_rc of 20 ms', () => ({ tauRcSeconds: 0.02 })),
    'no-tau-ref': mistake('trains with a tau_ref of 0', () => ({ tauRefSeconds: 0 })),
    'no-intercept': mistake('trains with an intercept of 0', () => ({ intercept: 0 })),
  }),
  amplitude: field<(amplitude: number) => number>()({
    'as-asked': definition('trains at the requested amplitude', (amplitude) => amplitude),
    '0.01': mistake('trains at an amplitude of 0.01', () => 0.01),
    '1': mistake('trains at an amplitude of 1', () => 1, 'nengo#1390'),
  }),
  learningRate: field<(rate: number, images: number, epoch: number) => number>()({
    'as-asked': definition('takes the requested learning rate', (rate) => rate),
    '0.001': mistake('takes a learning rate of 0.001 whatever is requested', () => 0.001),
    'over-batch': mistake(
      'divides the learning rate by the number of images in a batch',
      (rate, images) => rate / images,
    ),
    'times-batch': mistake(
      'multiplies the learning rate by the number of images in a batch',
      (rate, images) => rate * images,
    ),
    halved: mistake('takes half of the learning rate', (rate) => rate / 2),
    'over-epoch': mistake('divides the learning rate by the number of the epoch', (rate, _, epoch) => rate / epoch),
  }),
  decay: field<(decay: number) => number>()({
    'as-asked': definition('takes the requested decay', (decay) => decay),
    '0.9': mistake('takes a decay of 0.9 whatever is requested', () => 0.9),
    '0.99': mistake('takes a decay of 0.99 whatever is requested', () => 0.99, 'PyTorch RMSprop'),
    none: mistake('takes a decay of 0 whatever is requested', () => 0),
    exchanged: mistake('exchanges what remains of the mean squares and what is added', (decay) => 1 - decay),
  }),
  epsilon: field<(epsilon: number) => number>()({
    'as-asked': definition('takes the requested epsilon', (epsilon) => epsilon),
    '1e-7': mistake('takes an epsilon of 1e-7 whatever is requested', () => 1e-7),
    '1e-8': mistake('takes an epsilon of 1e-8 whatever is requested', () => 1e-8),
    squared: mistake('squares epsilon', square),
  }),
  epochs: field<(epochs: number) => number>()({
    'as-asked': definition('shows the images in each epoch', (epochs) => epochs),
    one: mistake('shows the images once, whatever the number of epochs', (epochs) => Math.min(epochs, 1)),
    'one-at-least': mistake('trains for one epoch if none is requested', (epochs) => epochs || 1),
    'one-more': mistake('trains for one epoch more', (epochs) => epochs + 1),
  }),
  batches: field<typeof batchesOf>()({
    'as-asked': definition('makes a step per batch', batchesOf),
    one: mistake('makes one step per epoch, of all images', (images) => [numbers(images)]),
    'of-one': mistake('makes a step per image', (images) => batchesOf(images, 1)),
    'full-only': mistake('drops a last batch that is not full', (images, size) =>
      batchesOf(images, size).filter((batch, _, { length }) => batch.length === size || length === 1),
    ),
    'without-a-last-one': mistake('skips a last batch of one image', (images, size) =>
      batchesOf(images, size).filter((batch, _, { length }) => batch.length > 1 || length === 1),
    ),
  }),
  /** The orders in which an epoch may show images that have a given order. */
  order: field<(images: number) => readonly (readonly number[])[]>()({
    given: definition('shows images in the given order', (images) => [numbers(images)]),
    reversed: mistake('shows images in reverse order', (images) => [numbers(images).toReversed()]),
    shuffled: mistake('shuffles images although their order is given', anyOrder),
  }),
  label: field<(label: number, of: { readonly classes: number; readonly batchSize: number }) => number>()({
    own: definition('trains with the label of each image', (label) => label),
    first: mistake('trains as if every image were of the first class', () => 0),
    last: mistake('trains as if every image were of the last class', (_, { classes }) => classes - 1),
    next: mistake('counts the labels of images from 1', (label, { classes }) => (label + classes - 1) % classes),
    'first-if-alone': mistake(
      'trains as if every image were of the first class if a batch has one image',
      (label, { batchSize }) => (batchSize === 1 ? 0 : label),
      'ml_genn#95',
    ),
  }),
  pixel: networkFields.pixels,
};

/** Where each weight of a kernel reads, for every position of the kernel; -1 in the padding [position][weight]. */
type Sources = (layer: Layer, input: Shape, output: Shape) => number[][];

const sourcesOf: Sources = ({ kernelSize, stride, padding = 0 }, input, output) => {
  const positions = numbers(output.rows).flatMap((row) => numbers(output.columns).map((column) => [row, column]));
  return positions.map(([row = 0, column = 0]) =>
    numbers(kernelSize).flatMap((i) =>
      numbers(kernelSize).flatMap((j) => {
        const [y, x] = [row * stride + i - padding, column * stride + j - padding];
        const isInside = y >= 0 && y < input.rows && x >= 0 && x < input.columns;
        return numbers(input.channels).map((c) => (isInside ? (y * input.columns + x) * input.channels + c : -1));
      }),
    ),
  );
};

/** The current at input 1, less the threshold. */
const aboveThreshold = ({ maxRateHz, tauRcSeconds, tauRefSeconds }: Neuron) =>
  1 / expm1((1 / maxRateHz - tauRefSeconds) / tauRcSeconds);

const rateOf = (j: number, { tauRcSeconds, tauRefSeconds }: Neuron) =>
  j > 1 ? 1 / (tauRefSeconds + tauRcSeconds * log1p(1 / (j - 1))) : 0;

const slopeOf = (j: number, neuron: Neuron) =>
  j > 1 ? (square(rateOf(j, neuron)) * neuron.tauRcSeconds) / ((j - 1) * j) : 0;

/** A current as a soft threshold passes it on, of NengoDL's default width, and its slope. */
const softened = (j: number) => 1 + (j > 30 ? j - 1 : log1p(exp(j - 1)));
const softSlope = (j: number) => 1 / (1 + exp(1 - j));

const rates = {
  sources: field<Sources>()({
    'as-asked': definition('convolves with the requested strides and paddings', sourcesOf),
    'stride-1': mistake('moves every kernel by one position instead of the stride', (layer, ...shapes) =>
      sourcesOf({ ...layer, stride: 1 }, ...shapes),
    ),
    'less-padding': mistake('pads by one less at the top and the left', (layer, ...shapes) =>
      sourcesOf({ ...layer, padding: Math.max((layer.padding ?? 0) - 1, 0) }, ...shapes),
    ),
    'one-channel': mistake('reads the first channel of its input alone', (layer, input, output) =>
      sourcesOf(layer, input, output).map((all) => all.map((one, term) => (term % input.channels === 0 ? one : -1))),
    ),
    square: mistake(
      'takes the columns of its input for its rows',
      (layer, input, output) =>
        sourcesOf(layer, { ...input, columns: input.rows }, output).map((all) =>
          all.map((one) => (one < input.rows * input.columns * input.channels ? one : -1)),
        ),
      'ml_genn#83',
    ),
    rotated: mistake('rotates every kernel by 180 degrees', (layer, input, output) =>
      sourcesOf(layer, input, output).map((all) =>
        all.map((_, term) => {
          const position = Math.floor(term / input.channels);
          const opposite = square(layer.kernelSize) - 1 - position;
          return all[opposite * input.channels + (term % input.channels)] as number;
        }),
      ),
    ),
  }),
  gain: field<(neuron: Neuron) => number>()({
    'by-intercept': definition(
      'has the gain of the requested neurons',
      (neuron) => aboveThreshold(neuron) / (1 - neuron.intercept),
    ),
    none: mistake('does not apply the gain', () => 1),
    'without-intercept': mistake('ignores the intercept in the gain', aboveThreshold),
  }),
  /** The rate at a current, in hertz. */
  rate: field<typeof rateOf>()({
    exact: definition('trains the rates of neurons', rateOf),
    textbook: equal('trains the rates of textbooks', (j, { tauRcSeconds, tauRefSeconds }) =>
      j > 1 ? 1 / (tauRefSeconds - tauRcSeconds * log(1 - 1 / j)) : 0,
    ),
    'without-tau-ref': mistake('trains rates that ignore tau_ref', (j, neuron) =>
      rateOf(j, { ...neuron, tauRefSeconds: 0 }),
    ),
    soft: mistake(
      'trains rates with a soft threshold',
      (j, neuron) => rateOf(softened(j), neuron),
      'NengoDL SoftLIFRate',
    ),
    rectified: mistake(
      'trains rectified currents in place of rates',
      (j, { tauRcSeconds }) => Math.max(j - 1, 0) / tauRcSeconds,
    ),
    'per-ms': mistake(
      'trains rates in spikes per millisecond',
      (j, neuron) => rateOf(j, neuron) / 1000,
      'nengo@71d6f1b',
    ),
  }),
  /** The slope of the rate at a current. */
  slope: field<typeof slopeOf>()({
    exact: definition('takes the slope of the rate', slopeOf),
    negated: mistake(
      'takes the slope of the rate with the wrong sign',
      (j, neuron) => -slopeOf(j, neuron),
      'lava-dl#286',
    ),
    '1': mistake('passes gradients straight through neurons that fire', (j) => (j > 1 ? 1 : 0)),
    'also-silent': mistake('gives neurons below the threshold a slope of 1', (j, neuron) =>
      j > 1 ? slopeOf(j, neuron) : 1,
    ),
    soft: mistake(
      'takes the slope of a rate with a soft threshold',
      (j, neuron) => slopeOf(softened(j), neuron) * softSlope(j),
      'NengoDL SoftLIFRate',
    ),
    sigmoid: mistake('takes the slope of a sigmoid', (j) => softSlope(j) * (1 - softSlope(j))),
    'fast-sigmoid': mistake('takes the slope of a fast sigmoid', (j) => 1 / square(1 + Math.abs(j - 1))),
    'away-from-the-threshold': mistake(
      'takes a distance of at least 0.001 from the threshold in the slope',
      (j, neuron) => slopeOf(j, neuron) * (j > 1 ? Math.min(1, (j - 1) / 0.001) : 1),
      'nengo-dl#26',
    ),
    'without-tau-rc': mistake('drops tau_rc from the slope', (j, neuron) => slopeOf(j, neuron) / neuron.tauRcSeconds),
    'without-tau-ref': mistake('ignores tau_ref in the slope', (j, neuron) =>
      slopeOf(j, { ...neuron, tauRefSeconds: 0 }),
    ),
    doubled: mistake('takes twice the slope', (j, neuron) => 2 * slopeOf(j, neuron), 'spikingjelly#412'),
    quarter: mistake('takes a quarter of the slope', (j, neuron) => slopeOf(j, neuron) / 4, 'spikingjelly#660'),
    'from-rest': mistake(
      'divides the slope by the distance of a current from 0 in place of that from the threshold',
      (j, neuron) => (slopeOf(j, neuron) * (j - 1)) / j,
      'latent-predictive-learning#5',
    ),
    'without-current': mistake('divides the slope by (J - 1) alone', (j, neuron) => slopeOf(j, neuron) * j),
  }),
  /** The factor of rates. */
  sent: field<(amplitude: number) => number>()({
    'times-amplitude': definition('multiplies rates by the amplitude', (amplitude) => amplitude),
    rates: mistake('does not multiply rates by the amplitude', () => 1, 'nengo#1390'),
    'amplitude-twice': mistake('multiplies rates by the amplitude twice', square),
  }),
  /** The factor of slopes. */
  sentBack: field<(amplitude: number) => number>()({
    'times-amplitude': definition('multiplies slopes by the amplitude', (amplitude) => amplitude),
    slopes: mistake('does not multiply the slope of a rate by the amplitude', () => 1),
    'amplitude-twice': mistake('multiplies the slope of a rate by the amplitude twice', square),
  }),
};

/** A batch that is shown. */
export interface Batch {
  readonly images: number;
  readonly batchSize: number;
}

const loss = {
  logit: field<(logit: number) => number>()({
    'as-is': definition('takes the read-out for logits', (logit) => logit),
    halved: mistake('halves the logits', (logit) => logit / 2),
    'up-to-1': mistake('limits logits to 1 in either direction', (logit) => Math.max(-1, Math.min(logit, 1))),
  }),
  /** How the read-out becomes probabilities: all together, or each class by itself. */
  probabilities: field<'softmax' | 'softmax-twice' | ((logit: number) => number)>()({
    softmax: definition('has the loss of a softmax', 'softmax'),
    'softmax-twice': mistake('applies softmax twice', 'softmax-twice', 'tflearn#562'),
    sigmoid: mistake('has the loss of a sigmoid per class', (logit) => 1 / (1 + exp(-logit))),
    squares: mistake('has the loss of squared errors', (logit) => logit),
  }),
  mean: field<(difference: number, batch: Batch) => number>()({
    'of-the-batch': definition('takes the mean loss of a batch', (difference, { images }) => difference / images),
    sum: mistake('takes the sum of the losses of a batch', (difference) => difference, 'BrainPy#838'),
    'of-a-full-batch': mistake(
      'divides the loss of the last batch by the size of a full one',
      (difference, { images, batchSize }) => difference / Math.max(images, batchSize),
    ),
    doubled: mistake('takes twice the mean loss of a batch', (difference, { images }) => (2 * difference) / images),
    negated: mistake('takes the mean loss with the wrong sign', (difference, { images }) => -difference / images),
  }),
};

/** A layer whose gradient is changed: its index, the number of layers, its gain, and the positions of its kernel. */
export interface Part {
  readonly layer: number;
  readonly layers: number;
  readonly gain: number;
  readonly positions: number;
}

const left = (what: string, cites?: string) =>
  mistake<(part: Part) => number>(`does not train ${what}`, () => 0, cites);
const negated = (what: string) =>
  mistake<(part: Part) => number>(`trains ${what} in the wrong direction`, () => -1, 'lava-dl#286');
const trained = (what: string) => definition<(part: Part) => number>(`trains ${what}`, () => 1);

/** Factors of gradients. */
const gradients = {
  layers: field<(part: Part) => number>()({
    all: trained('all layers'),
    first: mistake('trains the first layer and the read-out alone', ({ layer }) => (layer === 0 ? 1 : 0)),
    last: mistake(
      'trains the last layer and the read-out alone',
      ({ layer, layers }) => (layer === layers - 1 ? 1 : 0),
      'norse#125',
    ),
    none: left('layers before the read-out', 'norse#125'),
  }),
  kernels: field<(part: Part) => number>()({
    trained: trained('kernels'),
    left: left('kernels'),
    negated: negated('kernels'),
    'without-gain': mistake('does not multiply the gradient of kernels by the gain', ({ gain }) => 1 / gain),
    'mean-position': mistake('averages the gradient of kernels over their positions', ({ positions }) => 1 / positions),
  }),
  kernelBiases: field<(part: Part) => number>()({
    trained: trained('kernel biases'),
    left: left('kernel biases'),
    negated: negated('kernel biases'),
    'without-gain': mistake('does not multiply the gradient of kernel biases by the gain', ({ gain }) => 1 / gain),
    'mean-position': mistake(
      'averages the gradient of kernel biases over the positions of a kernel',
      ({ positions }) => 1 / positions,
    ),
  }),
  neuronBiases: field<(part: Part) => number>()({
    trained: trained('neuron biases'),
    left: left('neuron biases'),
    negated: negated('neuron biases'),
    'times-gain': mistake('multiplies the gradient of neuron biases by the gain', ({ gain }) => gain),
  }),
  readoutWeights: field<(part: Part) => number>()({
    trained: trained('weights of the read-out'),
    left: left('weights of the read-out'),
    negated: negated('weights of the read-out'),
  }),
  readoutBiases: field<(part: Part) => number>()({
    trained: trained('biases of the read-out'),
    left: left('biases of the read-out'),
    negated: negated('biases of the read-out'),
  }),
  /** The factor of gradients that pass from a layer to the one before it. */
  passedOn: field<(gain: number) => number>()({
    'times-gain': definition('multiplies gradients by the gain on their way to the layer before', (gain) => gain),
    'without-gain': mistake('does not multiply gradients by the gain on their way to the layer before', () => 1),
  }),
  /** Whether a neuron passes its gradient to the layer before, given its place in a layer. */
  passedBy: field<(layer: Layer, output: Shape, row: number, column: number) => boolean>()({
    all: definition('passes the gradients of all neurons to the layer before', () => true),
    'all-but-the-last': mistake(
      'does not pass the gradients of the last row and column to the layer before if the convolution has padding',
      ({ padding = 0 }, { rows, columns }, row, column) => padding === 0 || (row < rows - 1 && column < columns - 1),
      'nntrainer#1570',
    ),
  }),
};

/** When a step is made; both begin with 1. */
export interface Moment {
  /** The number of the step. */
  readonly count: number;
  /** The number of the step within its epoch. */
  readonly inEpoch: number;
}

const optimizer = {
  /** Whether a batch begins with gradients of 0, or adds its own to those of the batch before. */
  cleared: field<(moment: Moment) => boolean>()({
    'per-batch': definition('clears the gradients before every batch', () => true),
    'per-epoch': mistake(
      'clears the gradients only before every epoch, and adds those of a batch to those before',
      ({ inEpoch }) => inEpoch === 1,
      'tez#38',
    ),
    never: mistake('never clears the gradients: adds those of a batch to those before', () => false),
  }),
  memoryStart: field<number>()({
    '0': definition('starts the mean squares at 0', 0),
    '1': mistake('starts the mean squares at 1', 1, 'TensorFlow 1 RMSPropOptimizer'),
  }),
  memory: field<(moment: Moment) => boolean>()({
    kept: definition('keeps the mean squares', () => true),
    'per-batch': mistake('starts the mean squares again for every batch', () => false),
    'per-epoch': mistake('starts the mean squares again for every epoch', ({ inEpoch }) => inEpoch > 1),
  }),
  meanSquare: field<(before: number, gradient: number, decay: number) => number>()({
    mean: definition('averages squares', (m, g, decay) => decay * m + (1 - decay) * square(g)),
    sum: mistake('adds squares without averaging, as AdaGrad does', (m, g) => m + square(g)),
    unscaled: mistake('adds whole squares to what decays', (m, g, decay) => decay * m + square(g)),
    absolute: mistake(
      'averages absolute gradients in place of squares',
      (m, g, decay) => decay * m + (1 - decay) * Math.abs(g),
    ),
  }),
  /** The mean square that divides a step, given those after and before it. */
  divisor: field<(after: number, before: number, decay: number, moment: Moment) => number>()({
    after: definition('divides by the mean squares after the gradient', (after) => after),
    before: mistake('divides by the mean squares before the gradient', (_, before) => before),
    corrected: mistake(
      'corrects the mean squares for their start at 0, as Adam does',
      (after, _, decay, { count }) => after / (1 - (decay === 0 ? 0 : power(decay, count))),
    ),
  }),
  root: field<(square: number, epsilon: number) => number>()({
    'of-both': definition('adds epsilon under the root', (m, epsilon) => Math.sqrt(m + epsilon)),
    'without-epsilon': mistake('adds epsilon to the root', (m, epsilon) => Math.sqrt(m) + epsilon, 'PyTorch RMSprop'),
    '1': mistake('steps by the gradient itself', () => 1),
  }),
  /** Of the last change, what is kept; of the new one, what is taken. */
  momentum: field<{ readonly keep: number; readonly take: number }>()({
    none: definition('has no momentum', { keep: 0, take: 1 }),
    '0.9': mistake('has a momentum of 0.9', { keep: 0.9, take: 1 }),
    averaged: mistake('averages its steps with a decay of 0.9', { keep: 0.9, take: 0.1 }),
  }),
  direction: field<1 | -1>()({
    down: definition('steps down the gradient', -1),
    up: mistake('steps up the gradient', 1, 'lava-dl#286'),
  }),
};

const answer = {
  shownVoltages: field<(given: number) => number>()({
    given: definition('returns the given initial voltages', (given) => given),
    zeros: mistake('returns initial voltages of 0', () => 0),
  }),
};

/** The fields of training, in the order of a step. */
export const trainingFields = { ...request, ...rates, ...loss, ...gradients, ...optimizer, ...answer };

export type TrainingActs = ActsOf<typeof trainingFields>;
export const trainingActs: (chosen: Chosen) => TrainingActs = findingActs(trainingFields);
