import { type RandomStream, randomStream } from '../../base/random.ts';
import type { NetworkInput } from '../implementation.ts';
import type { Layer, Shape } from './network.ts';
import { shapesOf } from './network-run.ts';
import type { SmallRequest } from './stages.ts';

interface Settings {
  readonly image: readonly [rows: number, columns: number, channels: number];
  readonly layers: readonly Layer[];
  readonly images?: number;
  readonly classes?: number;
  readonly run?: Partial<NetworkInput>;
  readonly neuron?: Partial<NetworkInput['architecture']['neuron']>;
  readonly readoutTauSeconds?: number;
  /** Gives all classes the same read-out, with as much as this more for the last one, relative. */
  readonly lead?: number;
  /** Range of the biases of neurons. */
  readonly biases?: readonly [least: number, most: number];
}

/** A layer of a probe. */
export const kernel = (kernelSize: number, channels: number, stride = 1, padding = 0): Layer => ({
  kernelSize,
  channels,
  stride,
  ...(padding > 0 && { padding }),
});

/** The number of values of an image or neurons of a layer. */
export const sizeOf = ({ rows, columns, channels }: Shape): number => rows * columns * channels;

/** Currents that a whole kernel adds at most, from the image and from spikes. */
const strength = { image: 1.5, spikes: 3 };

/** The smallest networks first, because a wrong set of choices is compared only up to the first that shows it. */
const settings: Readonly<Record<string, Settings>> = {
  'one-neuron': { image: [1, 1, 2], layers: [kernel(1, 1)] },
  'two-channels': { image: [3, 4, 2], layers: [kernel(2, 2)], run: { amplitude: 0.02 } },
  'stride-and-padding': {
    image: [5, 4, 1],
    layers: [kernel(3, 2, 2, 1)],
    run: { minVoltage: Number.NEGATIVE_INFINITY },
    biases: [-1.5, 3],
  },
  'two-layers': {
    image: [4, 3, 1],
    layers: [kernel(2, 2), kernel(2, 3)],
    neuron: { tauRefSeconds: 0.0013, intercept: -0.25 },
  },
  'three-images': {
    image: [5, 4, 1],
    layers: [kernel(2, 2), kernel(2, 2, 1, 1), kernel(3, 2)],
    images: 3,
    run: { synapseSeconds: 0.003, dtSeconds: 0.002, amplitude: 0.5, minVoltage: -0.25 },
    neuron: { tauRcSeconds: 0.03, tauRefSeconds: 0.0031, intercept: 0.2 },
    readoutTauSeconds: 0.02,
    biases: [-1, 3],
  },
  'one-by-one-stride': {
    image: [3, 4, 2],
    layers: [kernel(1, 2, 2)],
    run: { probes: (['voltage', 'current', 'spikes'] as const).map((stage) => ({ layer: 'layer1', stage })) },
  },
  tie: { image: [1, 1, 2], layers: [kernel(1, 2)], classes: 3, lead: 0 },
  'near-tie': { image: [1, 1, 2], layers: [kernel(1, 2)], classes: 3, lead: 2 ** -16 },
  'many-spikes': {
    image: [1, 1, 1],
    layers: [kernel(1, 1)],
    // fires in every step, in each of which rounding errors grow little
    run: { steps: 300, dtSeconds: 0.0005 },
    neuron: { tauRcSeconds: 0.05, tauRefSeconds: 0 },
    biases: [140, 150],
  },
  // each neuron fires once
  'many-neurons': { image: [20, 15, 1], layers: [kernel(1, 1)], images: 1, run: { steps: 3 }, biases: [140, 150] },
};

/** Networks that distinguish choices, with every recording. Their names seed weights and images. */
export const networkProbes: readonly SmallRequest<NetworkInput>[] = Object.entries(settings).map(([id, own]) => ({
  id,
  input: inputOf(id, own),
}));

function inputOf(id: string, own: Settings): NetworkInput {
  const { image, layers, images = 2, classes = 3, run = {}, neuron = {}, readoutTauSeconds = 0.05 } = own;
  const [rows, columns, channels] = image;
  const stream = randomStream(`network-probe/${id}`);
  const architecture = {
    name: id,
    input: { rows, columns, channels },
    hidden: layers,
    classes,
    neuron: { tauRcSeconds: 0.015, tauRefSeconds: 0.0024, maxRateHz: 150, intercept: 0, ...neuron },
    readoutTauSeconds,
  };
  const [, ...shapes] = shapesOf(architecture.input, layers);
  const settled = { amplitude: 0.01, minVoltage: 0, steps: 16, dtSeconds: 0.001, ...run };
  return {
    ...settled,
    architecture,
    weights: weightsOf(own, architecture, shapes, settled.amplitude / settled.dtSeconds, stream),
    initialVoltage: shapes.map((shape) => drawn(sizeOf(shape), -0.1, 0.8, stream)),
    images: Array.from({ length: images }, () => Uint8Array.from(drawn(sizeOf(architecture.input), 20, 250, stream))),
    probes:
      run.probes ??
      layers.flatMap((_, index) =>
        (['current', 'spikes', 'voltage'] as const).map((stage) => ({ layer: `layer${index + 1}`, stage })),
      ),
  };
}

function weightsOf(
  { layers, biases: [least, most] = [0.4, 2.6], lead }: Settings,
  { input, classes }: NetworkInput['architecture'],
  shapes: readonly Shape[],
  height: number,
  stream: RandomStream,
): NetworkInput['weights'] {
  const label = drawn(sizeOf(shapes.at(-1) ?? input), -1 / height, 1 / height, stream);
  return {
    layers: layers.map(({ kernelSize, channels }, index) => {
      const inputs = (shapes[index - 1] ?? input).channels;
      const scale = index === 0 ? strength.image / (255 * Math.sqrt(inputs) * kernelSize) : strength.spikes / height;
      return {
        kernel: drawn(kernelSize * kernelSize * inputs * channels, -0.7 * scale, scale, stream),
        kernelBias: drawn(channels, -0.3, 0.3, stream),
        neuronBias: drawn(sizeOf(shapes[index] as Shape), least, most, stream),
      };
    }),
    readout: {
      weight:
        lead === undefined
          ? drawn(label.length * classes, -1 / height, 1 / height, stream)
          : Float32Array.from(
              { length: label.length * classes },
              (_, index) => label[Math.floor(index / classes)] as number,
            ),
      bias:
        lead === undefined
          ? drawn(classes, -0.5, 0.5, stream)
          : Float32Array.from({ length: classes }, (_, index) => 0.5 * (index === classes - 1 ? 1 + lead : 1)),
    },
  };
}

/** Numbers between two others. */
export function drawn(count: number, low: number, high: number, stream: RandomStream): Float32Array {
  return Float32Array.from({ length: count }, () => low + (high - low) * stream());
}
