import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Architecture, type ConvolutionLayer, miniature } from '../src/simulator/network/architecture.ts';
import type { OperatingPoint } from '../src/simulator/network/effective.ts';
import type { Network } from '../src/simulator/network/network.ts';
import { type LabeledImages, readImages } from '../src/study/dataset/images-folder.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';
import { digestImages } from '../src/study/run/digest.ts';
import { trainNetwork, withNetworkFolder } from '../src/study/training/train-network.ts';
import { scaleFiringRates, withoutLeak } from './change-network.ts';

/** A network on which the finding is tested, and the test images shown to it. */
export interface ReachNetwork extends Pick<OperatingPoint, 'reset'> {
  readonly name: string;
  /** What is different from the tutorial network. */
  readonly difference: string;
  readonly network: Network;
  readonly digits: LabeledImages;
}

const layer = (kernelSize: number, stride: number, channels: number): ConvolutionLayer => {
  return { kernelSize, stride, channels };
};
const dense = (size: number, units: number) => layer(size, 1, units);
const eight: Architecture = {
  ...miniature,
  name: 'eight',
  input: { rows: 8, columns: 8, channels: 1 },
  hidden: [layer(3, 1, 16), layer(3, 1, 32)],
};

/**
 * Networks that are trained in seconds: at amplitude 0.01, from seed 0. A dense layer is a convolution whose kernel is
 * as large as its input.
 */
const trained: readonly (Pick<ReachNetwork, 'name' | 'difference'> & { readonly architecture: Architecture })[] = [
  { name: 'one-layer', difference: 'one spiking layer', architecture: { ...miniature, hidden: [layer(5, 3, 8)] } },
  { name: 'miniature', difference: 'two spiking layers, 656 neurons', architecture: miniature },
  {
    name: 'five-layers',
    difference: 'five spiking layers',
    architecture: {
      ...miniature,
      hidden: [layer(5, 2, 8), layer(3, 1, 12), layer(3, 1, 12), layer(3, 2, 16), layer(3, 1, 16)],
    },
  },
  {
    name: 'dense',
    difference: 'two dense spiking layers of 100 neurons',
    architecture: { ...miniature, hidden: [dense(28, 100), dense(1, 100)] },
  },
];

/** All networks of the table of reach. Training takes a minute. */
export async function reachNetworks(): Promise<ReachNetwork[]> {
  const mnist = { train: firstOf(loadMnist('train'), 0, 5000), test: firstOf(loadMnist('test'), 0, 500) };
  const small = readImages(join('fixtures', 'digits-8x8'), 1797, eight);
  const read = (folder: string) => readNetwork(join('fixtures', 'networks', folder));
  const rectifiers = read('own-network/pytorch');
  const integrating = withoutLeak(rectifiers);
  const digits = mnist.test;
  const networks: ReachNetwork[] = [
    { name: 'nengo-dl', difference: "none: NengoDL's tutorial network", network: read('nengo-dl'), digits },
  ];
  for (const { name, difference, architecture } of trained)
    networks.push({ name, difference, digits, network: await train({ ...architecture, name }, mnist.train, 4) });
  return [
    ...networks,
    {
      name: 'eight',
      difference: 'other data: 1,797 digits of 8 × 8 pixels from scikit-learn',
      digits: firstOf(small, 1297, 1797),
      network: await train(eight, firstOf(small, 0, 1297), 20),
    },
    {
      name: 'keras',
      difference: 'trained as rectifiers in Keras; no refractory period, 500 Hz',
      network: read('own-network/keras'),
      digits,
    },
    { name: 'pytorch', difference: 'the same, in PyTorch', network: rectifiers, digits },
    {
      name: 'pytorch-pooling',
      difference: 'the same, with padding, and average pooling after each layer',
      network: read('own-network/pytorch-pooling'),
      digits,
    },
    {
      name: 'pytorch-no-leak',
      difference: 'the same weights; integrate and fire: no leak, so rates are straight lines',
      network: integrating,
      digits,
    },
    {
      name: 'pytorch-no-leak-subtract',
      difference: 'the same, with reset by subtraction, as in many other simulators',
      network: integrating,
      digits: firstOf(digits, 0, 200),
      reset: 'subtract',
    },
    {
      name: 'pytorch-no-leak-scaled',
      difference: 'as `pytorch-no-leak`, with `scale_firing_rates=2`',
      network: scaleFiringRates(integrating, 2),
      digits,
    },
    {
      name: 'spikingjelly',
      difference: 'trained with spikes in SpikingJelly, without a floor; two dense layers; data of `eight`',
      network: read('spikingjelly'),
      digits: firstOf(small, 1297, 1797),
    },
  ];
}

async function train(architecture: Architecture, digits: LabeledImages, epochs: number): Promise<Network> {
  const examples = digits.images.map((image, index) => ({ image, label: digits.labels[index] as number }));
  const recipe = { seed: 0, amplitude: 0.01, rescalingBase: null, epochs, batchSize: 50, trainImages: examples.length };
  const settings = { architecture, ...recipe, imagesDigest: digestImages(digits), initialVoltage: 'uniform' } as const;
  return withNetworkFolder(undefined, ({ directory }) =>
    trainNetwork(join(directory, architecture.name), settings, examples, { workers: availableParallelism() }),
  );
}

function firstOf({ images, labels }: LabeledImages, from: number, to: number): LabeledImages {
  return { images: images.slice(from, to), labels: labels.slice(from, to) };
}
