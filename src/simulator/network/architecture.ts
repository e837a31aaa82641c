import { requirePositive, requireWhole } from '../../base/requirement.ts';
import type { RateParameters } from '../neuron/rate.ts';
import type { Response } from '../neuron/tuning.ts';

/** Size of a picture or of a layer of neurons. Arrays of it are laid out [row, column, channel], channel fastest. */
export interface Shape {
  /** Whole, 1 or more. */
  readonly rows: number;
  /** Whole, 1 or more. */
  readonly columns: number;
  /** Values at each place, whole, 1 or more: 1 in a grey picture, the number of kernels in a layer. */
  readonly channels: number;
}

/** A convolution without padding, followed by a layer of LIF neurons, one for each of its outputs. */
export interface ConvolutionLayer {
  /** Edge of the square kernel, whole, 1 or more. Larger sees more of the picture. */
  readonly kernelSize: number;
  /** Distance between two places of the kernel, whole, 1 or more. Larger makes a smaller layer. */
  readonly stride: number;
  /** Number of kernels, whole, 1 or more. Larger tells more kinds of patches apart. */
  readonly channels: number;
}

/** A network as data: picture → (convolution → LIF neurons) … → dense read-out → low-pass → class. */
export interface Architecture {
  /** What reports and files call it. */
  readonly name: string;
  /** Size of the picture, whose values are 0 … 255, not normalised. */
  readonly input: Shape;
  /** Layers of neurons, from the picture on, one or more. */
  readonly hidden: readonly ConvolutionLayer[];
  /** Number of classes, whole, 2 or more. */
  readonly classes: number;
  /** Time constants of every neuron, and its response before training. */
  readonly neuron: RateParameters & Response;
  /** Time constant of the low-pass filter on the read-out, seconds, above 0. Larger looks back over more steps. */
  readonly readoutTauSeconds: number;
}

const tutorialNeuron = { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz: 100, intercept: 0 };
const mnistPicture = { rows: 28, columns: 28, channels: 1 };

/** The network of NengoDL's tutorial "Optimizing a spiking neural network": 34,048 neurons, 124,682 weights. */
export const tutorial: Architecture = {
  name: 'tutorial',
  input: mnistPicture,
  hidden: [
    { kernelSize: 3, stride: 1, channels: 32 },
    { kernelSize: 3, stride: 2, channels: 64 },
    { kernelSize: 3, stride: 2, channels: 128 },
  ],
  classes: 10,
  neuron: tutorialNeuron,
  readoutTauSeconds: 0.1,
};

/** A network of 656 neurons that trains in seconds and shows every effect of the tutorial network. */
export const miniature: Architecture = {
  name: 'miniature',
  input: mnistPicture,
  hidden: [
    { kernelSize: 5, stride: 3, channels: 8 },
    { kernelSize: 3, stride: 2, channels: 16 },
  ],
  classes: 10,
  neuron: tutorialNeuron,
  readoutTauSeconds: 0.1,
};

/** The architectures that have a name. */
export const architectures: Readonly<Record<string, Architecture>> = { tutorial, miniature };

/**
 * Size of what a convolution without padding makes of its input.
 *
 *   rows = ⌊(input rows − kernel size)/stride⌋ + 1, columns likewise
 *
 * @throws {RangeError} if the kernel is larger than the input, or a number of the layer is not whole or below 1
 * @example convolvedShape({ rows: 28, columns: 28, channels: 1 }, { kernelSize: 3, stride: 1, channels: 32 })
 * // { rows: 26, columns: 26, channels: 32 }
 */
export function convolvedShape(input: Shape, { kernelSize, stride, channels }: ConvolutionLayer): Shape {
  requireWhole('kernelSize', 1, kernelSize);
  requireWhole('stride', 1, stride);
  requireWhole('channels', 1, channels);
  requireWhole('input.rows', kernelSize, input.rows);
  requireWhole('input.columns', kernelSize, input.columns);
  requireWhole('input.channels', 1, input.channels);
  const places = (length: number) => Math.floor((length - kernelSize) / stride) + 1;
  return { rows: places(input.rows), columns: places(input.columns), channels };
}

/**
 * Number of values in a picture or neurons in a layer.
 *
 * @example sizeOf(tutorial.input) // 784
 */
export function sizeOf({ rows, columns, channels }: Shape): number {
  return rows * columns * channels;
}

/** What a layer of an architecture comes to: names, shapes and sizes. */
export interface LayerPlan extends ConvolutionLayer {
  /** Name of the kernel, `conv1`, `conv2` …, in files and random streams. */
  readonly kernelName: string;
  /** Name of the neurons, `layer1`, `layer2` …. */
  readonly name: string;
  /** What the kernel sees: the picture, or the layer before. */
  readonly input: Shape;
  /** The places of the kernel, and its channels: one neuron each. */
  readonly output: Shape;
  /** Number of neurons, that of the values in `output`. */
  readonly neurons: number;
  /** Number of weights of the kernel [row, column, input channel, output channel]. */
  readonly weights: number;
}

/**
 * Works out the shapes of every hidden layer.
 *
 * @throws {RangeError} if the architecture makes no network
 * @example planLayers(tutorial).map((layer) => layer.neurons) // [21632, 9216, 3200]
 */
export function planLayers(architecture: Architecture): readonly LayerPlan[] {
  requireWhole('number of hidden layers', 1, architecture.hidden.length);
  requireWhole('classes', 2, architecture.classes);
  requirePositive('readoutTauSeconds', architecture.readoutTauSeconds);
  const plans: LayerPlan[] = [];
  let input = architecture.input;
  for (const [index, layer] of architecture.hidden.entries()) {
    const output = convolvedShape(input, layer);
    plans.push({
      ...layer,
      kernelName: `conv${index + 1}`,
      name: `layer${index + 1}`,
      input,
      output,
      neurons: sizeOf(output),
      weights: layer.kernelSize * layer.kernelSize * input.channels * layer.channels,
    });
    input = output;
  }
  return plans;
}
