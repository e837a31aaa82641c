import fc from 'fast-check';
import { square } from '../../src/base/elementary.ts';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import { type Architecture, planLayers, type Shape, sizeOf } from '../../src/simulator/network/architecture.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { fittingLayers } from './fitting-layers.ts';

/** Options of a generated network. */
export interface NetworkWishes {
  /** Fewest and most hidden layers, by default 1 and 3. */
  readonly layers?: readonly [number, number];
  /** Number of images, by default 1. */
  readonly images?: number;
  /** By default small. */
  readonly architecture?: fc.Arbitrary<Architecture>;
}

/** The amplitude of the generated weights, at which every layer fires sometimes. */
const weightsMadeFor = 0.01;

/** The largest current that an image adds to a neuron of the first layer, positive or negative. */
const imageCurrent = 12;

/** The largest current that one spike adds to a neuron of the next layer, positive or negative. */
const spikeCurrent = 4;

/**
 * A small network with images, an amplitude, a floor and a number of steps. Edge cases: one layer, one channel, kernels
 * of size 1 or as large as the input, strides that leave pixels unused, a black or white image, no floor, initial
 * voltages of 0, two steps.
 */
export function smallNetwork({
  layers = [1, 3],
  images = 1,
  architecture = smallArchitecture(layers),
}: NetworkWishes = {}): fc.Arbitrary<NetworkInput> {
  return fc
    .record({
      architecture,
      seed: fc.nat({ max: 2 ** 20 }),
      amplitude: fc.constantFrom(0.01, 0.02, 0.05, 0.17, 0.5),
      minVoltage: fc.constantFrom(0, 0, -0.5, null),
      startsAtZero: fc.boolean(),
      steps: fc.oneof(fc.constant(2), fc.integer({ min: 8, max: 24 }), fc.integer({ min: 8, max: 24 })),
      paintings: fc.array(painting(), { minLength: images, maxLength: images }),
    })
    .map(({ architecture, seed, amplitude, minVoltage, startsAtZero, steps, paintings }) => ({
      architecture,
      amplitude,
      minVoltage,
      steps,
      dtSeconds: 0.001,
      weights: randomWeights(architecture, seed),
      initialVoltage: planLayers(architecture).map(({ neurons, name }) =>
        uniform(neurons, 0, startsAtZero ? 0 : 1, randomStream(`${seed}/start/${name}`)),
      ),
      images: paintings.map((paint) => paint(architecture.input)),
    }));
}

/** A small architecture, built layer by layer so that every kernel fits. */
export function smallArchitecture([fewest, most]: readonly [number, number] = [1, 3]): fc.Arbitrary<Architecture> {
  const layer = fc.record({
    kernelSize: fc.nat({ max: 2 }),
    stride: fc.integer({ min: 1, max: 2 }),
    channels: fc.integer({ min: 1, max: 3 }),
  });
  return fc
    .record({
      input: fc.record({
        rows: fc.integer({ min: 3, max: 6 }),
        columns: fc.integer({ min: 3, max: 6 }),
        channels: fc.integer({ min: 1, max: 2 }),
      }),
      layers: fc.array(layer, { minLength: fewest, maxLength: most }),
      classes: fc.integer({ min: 2, max: 4 }),
      maxRateHz: fc.integer({ min: 40, max: 200 }),
      intercept: fc.integer({ min: -8, max: 8 }).map((sixteenths) => sixteenths / 16),
    })
    .map(({ input, layers, classes, maxRateHz, intercept }) => ({
      name: 'generated',
      input,
      hidden: fittingLayers(layers, input, (size, edge) => 1 + (size % Math.min(edge, 3))),
      classes,
      neuron: { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz, intercept },
      readoutTauSeconds: 0.1,
    }));
}

/** The network with classes that tie, or of which the last one leads by a part of its bias. */
export function tied(
  { architecture: { classes }, weights }: NetworkInput,
  lead: number,
): Pick<NetworkInput, 'weights'> {
  const { layers, readout } = weights;
  const weight = Float32Array.from(readout.weight, (_, index) => readout.weight[index - (index % classes)] ?? 0);
  const bias = new Float32Array(classes).fill(0.25).fill(0.25 * (1 + lead), -1);
  return { weights: { layers, readout: { weight, bias } } };
}

/** Weights with which every layer fires at amplitude 0.01 and no image gives a current above 15. */
function randomWeights(architecture: Architecture, seed: number): NetworkInput['weights'] {
  const { gain } = tune(architecture.neuron, architecture.neuron);
  const plans = planLayers(architecture);
  const { classes } = architecture;
  const last = plans.at(-1)?.neurons ?? 0;
  const stream = (name: string) => randomStream(`${seed}/${name}`);
  return {
    layers: plans.map((plan, index) => {
      const terms = square(plan.kernelSize) * plan.input.channels;
      const scale =
        index === 0 ? imageCurrent / (255 * terms * gain) : (spikeCurrent * 0.001) / (weightsMadeFor * gain);
      return {
        kernel: uniform(plan.weights, -0.6 * scale, scale, stream(plan.kernelName)),
        kernelBias: uniform(plan.channels, -0.2 / gain, 0.2 / gain, stream(`${plan.kernelName}/bias`)),
        neuronBias: uniform(plan.neurons, 0.3, 2.8, stream(plan.name)),
      };
    }),
    readout: {
      weight: uniform(last * classes, -0.1, 0.1, stream('dense')),
      bias: uniform(classes, -0.5, 0.5, stream('dense/bias')),
    },
  };
}

/** Draws an image of any shape: noise, one bright pixel on black, all black or all white. */
function painting(): fc.Arbitrary<(shape: Shape) => Uint8Array> {
  const noise = fc.nat({ max: 2 ** 20 }).map((seed) => (shape: Shape) => {
    const stream = randomStream(`${seed}/picture`);
    return Uint8Array.from({ length: sizeOf(shape) }, () => 256 * stream());
  });
  const spot = fc.nat({ max: 1000 }).map((pixel) => (shape: Shape) => {
    return new Uint8Array(sizeOf(shape)).fill(255, pixel % sizeOf(shape), (pixel % sizeOf(shape)) + 1);
  });
  const plain = fc.constantFrom(0, 255).map((value) => (shape: Shape) => new Uint8Array(sizeOf(shape)).fill(value));
  return fc.oneof({ weight: 4, arbitrary: noise }, spot, plain);
}

function uniform(count: number, low: number, high: number, stream: RandomStream): Float32Array {
  return Float32Array.from({ length: count }, () => low + (high - low) * stream());
}
