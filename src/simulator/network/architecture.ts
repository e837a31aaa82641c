import { requireBelow, requirePositive, requireWhole } from '../../base/requirement.ts';
import type { RateParameters } from '../neuron/rate.ts';
import type { Response } from '../neuron/tuning.ts';

/** Size of an image or a layer of neurons. Its arrays are laid out [row, column, channel], channel fastest. */
export interface Shape {
  /** Whole, 1 or more. */
  readonly rows: number;
  /** Whole, 1 or more. */
  readonly columns: number;
  /** Values per position, whole, 1 or more: 1 in a gray image, the number of kernels in a layer. */
  readonly channels: number;
}

/** A convolution, followed by LIF neurons, one per output. */
export interface ConvolutionLayer {
  /** Edge of the square kernel, whole, 1 or more. Larger kernels cover more of the image. */
  readonly kernelSize: number;
  /** Distance between two positions of the kernel, whole, 1 or more. Larger strides make a smaller layer. */
  readonly stride: number;
  /**
   * Width of the border of zeros around the input, whole, 0 or more, below the kernel size; by default 0. Larger paddings
   * make a larger layer.
   */
  readonly padding?: number;
  /** Number of kernels, whole, 1 or more. More kernels distinguish more kinds of patches. */
  readonly channels: number;
}

/** A network as data: image → (convolution → LIF neurons) … → dense read-out → low-pass → class. */
export interface Architecture {
  readonly name: string;
  /** Size of the image, whose values are 0 … 255, not normalized. */
  readonly input: Shape;
  /** Layers of neurons, starting at the image, one or more. */
  readonly hidden: readonly ConvolutionLayer[];
  /** Number of classes, whole, 2 or more. */
  readonly classes: number;
  /** Time constants of every neuron, and its tuning before training. */
  readonly neuron: RateParameters & Response;
  /**
   * Time constant of the low-pass filter on the read-out, seconds, above 0. Larger values average over more steps. Infinity
   * sums the read-outs of all steps instead.
   */
  readonly readoutTauSeconds: number;
}

const tutorialNeuron = { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz: 100, intercept: 0 };
const mnistImage = { rows: 28, columns: 28, channels: 1 };

/** The network of NengoDL's tutorial "Optimizing a spiking neural network": 34,048 neurons, 124,682 weights. */
export const tutorial: Architecture = {
  name: 'tutorial',
  input: mnistImage,
  hidden: [
    { kernelSize: 3, stride: 1, channels: 32 },
    { kernelSize: 3, stride: 2, channels: 64 },
    { kernelSize: 3, stride: 2, channels: 128 },
  ],
  classes: 10,
  neuron: tutorialNeuron,
  readoutTauSeconds: 0.1,
};

/** A network of 656 neurons that trains in seconds and shows the same effects as the tutorial network. */
export const miniature: Architecture = {
  name: 'miniature',
  input: mnistImage,
  hidden: [
    { kernelSize: 5, stride: 3, channels: 8 },
    { kernelSize: 3, stride: 2, channels: 16 },
  ],
  classes: 10,
  neuron: tutorialNeuron,
  readoutTauSeconds: 0.1,
};

export const architectures: Readonly<Record<string, Architecture>> = { tutorial, miniature };

/**
 * Size of the output of a convolution; definition: W2.
 *
 *   rows = ⌊(input rows + 2 · padding − kernel size)/stride⌋ + 1, columns likewise
 *
 * @throws {Refusal} if the kernel is larger than the padded input, or a number is not whole or too small
 * @example convolvedShape({ rows: 28, columns: 28, channels: 1 }, { kernelSize: 3, stride: 1, channels: 32 })
 * // { rows: 26, columns: 26, channels: 32 }
 */
export function convolvedShape(input: Shape, { kernelSize, stride, padding = 0, channels }: ConvolutionLayer): Shape {
  requireWhole('kernelSize', 1, kernelSize);
  requireWhole('stride', 1, stride);
  requireWhole('padding', 0, padding);
  requireBelow('padding', kernelSize, padding);
  requireWhole('channels', 1, channels);
  const least = Math.max(1, kernelSize - 2 * padding);
  requireWhole('input.rows', least, input.rows);
  requireWhole('input.columns', least, input.columns);
  requireWhole('input.channels', 1, input.channels);
  const positions = (length: number) => Math.floor((length + 2 * padding - kernelSize) / stride) + 1;
  return { rows: positions(input.rows), columns: positions(input.columns), channels };
}

/**
 * Number of values in an image, or of neurons in a layer.
 *
 * @example sizeOf(tutorial.input) // 784
 */
export function sizeOf({ rows, columns, channels }: Shape): number {
  return rows * columns * channels;
}

/** Whether the read-outs of all steps are summed instead of filtered. */
export const isSummed = ({ readoutTauSeconds }: Pick<Architecture, 'readoutTauSeconds'>): boolean =>
  readoutTauSeconds === Number.POSITIVE_INFINITY;

/** Names, shapes and sizes of a hidden layer. */
export interface LayerPlan extends ConvolutionLayer {
  /** 0 if the architecture has none. */
  readonly padding: number;
  /** Name of the kernel in files and random streams: `conv1`, `conv2` …. */
  readonly kernelName: string;
  /** Name of the neurons: `layer1`, `layer2` …. */
  readonly name: string;
  /** Size of the image, or of the previous layer. */
  readonly input: Shape;
  /** Size of the layer: positions of the kernel, and its channels. */
  readonly output: Shape;
  readonly neurons: number;
  /** Number of weights of the kernel [row, column, input channel, output channel]. */
  readonly weights: number;
}

/**
 * Derives the shapes of every hidden layer.
 *
 * @throws {Refusal} if the architecture is not valid
 * @example planLayers(tutorial).map((layer) => layer.neurons) // [21632, 9216, 3200]
 */
export function planLayers(architecture: Architecture): readonly LayerPlan[] {
  requireWhole('number of hidden layers', 1, architecture.hidden.length);
  requireWhole('classes', 2, architecture.classes);
  if (!isSummed(architecture)) requirePositive('readoutTauSeconds', architecture.readoutTauSeconds);
  const plans: LayerPlan[] = [];
  let input = architecture.input;
  for (const [index, layer] of architecture.hidden.entries()) {
    const output = convolvedShape(input, layer);
    plans.push({
      padding: 0,
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
