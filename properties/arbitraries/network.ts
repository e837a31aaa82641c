import fc from 'fast-check';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import {
  type Architecture,
  type ConvolutionLayer,
  planLayers,
  type Shape,
  sizeOf,
} from '../../src/simulator/network/architecture.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';

/** What can be asked of a generated network. */
export interface NetworkWishes {
  /** Fewest and most hidden layers; 1 and 3 if not said. */
  readonly layers?: readonly [number, number];
  /** Number of pictures; 1 if not said. */
  readonly images?: number;
}

/** The amplitude for which the generated weights are made: with it every layer fires now and then. */
const weightsMadeFor = 0.01;

/** The largest current that a picture adds to a neuron of the first layer, up or down. */
const pictureCurrent = 12;

/** The largest current that one spike adds to a neuron behind it, up or down. */
const spikeCurrent = 4;

/**
 * A small network with pictures, an amplitude, a floor and a number of steps. Edges: one layer, one channel, a kernel of
 * one place, a kernel as large as its input, a stride that leaves places unseen, a black and a white picture, no floor,
 * voltages that start at 0, two steps.
 */
export function networkInput({ layers = [1, 3], images = 1 }: NetworkWishes = {}): fc.Arbitrary<NetworkInput> {
  return fc
    .record({
      architecture: smallArchitecture(layers),
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
    kernel: fc.nat({ max: 2 }),
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
      hidden: fittingLayers(input, layers),
      classes,
      neuron: { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz, intercept },
      readoutTauSeconds: 0.1,
    }));
}

function fittingLayers(
  input: Shape,
  wished: readonly { readonly kernel: number; readonly stride: number; readonly channels: number }[],
): ConvolutionLayer[] {
  let edge = Math.min(input.rows, input.columns);
  return wished.map(({ kernel, stride, channels }) => {
    const kernelSize = 1 + (kernel % Math.min(edge, 3));
    edge = Math.floor((edge - kernelSize) / stride) + 1;
    return { kernelSize, stride, channels };
  });
}

/** Weights that make every layer fire at amplitude .01, and no picture drive a neuron beyond a current of 15. */
function randomWeights(architecture: Architecture, seed: number): NetworkInput['weights'] {
  const { gain } = tune(architecture.neuron, architecture.neuron);
  const plans = planLayers(architecture);
  const { classes } = architecture;
  const last = plans.at(-1)?.neurons ?? 0;
  const stream = (name: string) => randomStream(`${seed}/${name}`);
  return {
    layers: plans.map((plan, index) => {
      const terms = plan.kernelSize ** 2 * plan.input.channels;
      const scale =
        index === 0 ? pictureCurrent / (255 * terms * gain) : (spikeCurrent * 0.001) / (weightsMadeFor * gain);
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

/** Something to be painted on a picture of any size: noise, one bright spot on black, black, white. */
function painting(): fc.Arbitrary<(shape: Shape) => Uint8Array> {
  const noise = fc.nat({ max: 2 ** 20 }).map((seed) => (shape: Shape) => {
    const stream = randomStream(`${seed}/picture`);
    return Uint8Array.from({ length: sizeOf(shape) }, () => 256 * stream());
  });
  const spot = fc.nat({ max: 1000 }).map((place) => (shape: Shape) => {
    return new Uint8Array(sizeOf(shape)).fill(255, place % sizeOf(shape), (place % sizeOf(shape)) + 1);
  });
  const plain = fc.constantFrom(0, 255).map((value) => (shape: Shape) => new Uint8Array(sizeOf(shape)).fill(value));
  return fc.oneof({ weight: 4, arbitrary: noise }, spot, plain);
}

function uniform(count: number, low: number, high: number, stream: RandomStream): Float32Array {
  return Float32Array.from({ length: count }, () => low + (high - low) * stream());
}
