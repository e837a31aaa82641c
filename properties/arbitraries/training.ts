import fc from 'fast-check';
import { float64, type Precision, type PrecisionName, precisions } from '../../src/base/precision.ts';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import { type Architecture, planLayers, sizeOf } from '../../src/simulator/network/architecture.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import type { Example } from '../../src/simulator/training/gradient.ts';
import { type Recipe, tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { fittingLayers } from './fitting-layers.ts';

/** A network, its training images and the recipe. */
export interface Lesson {
  readonly network: Network;
  readonly examples: readonly Example[];
  readonly recipe: Recipe;
}

/**
 * Currents from the first image of a lesson, below and above 1. At 1, the rate has a kink and therefore no derivative.
 */
const silentCurrents = [-3, 0, 0.5, 0.9, 0.99];
const firingCurrents = [1.01, 1.1, 1.5, 2, 3, 5];

/** The sum of a neuron's weighted inputs at typical inputs. */
const largestSum = 4;

/**
 * A lesson in float64. Neuron biases are chosen so that the first image gives every neuron a current of at least 1.01
 * or at most 0.99. Edge cases: one layer, one channel, kernels of size 1, strides that leave pixels unused.
 *
 * @param layers - fewest and most hidden layers
 * @param images - fewest and most images
 */
export function lesson(layers: readonly [number, number], images: readonly [number, number]): fc.Arbitrary<Lesson> {
  return fc
    .record({
      architecture: trainableArchitecture(layers),
      seed: fc.nat({ max: 2 ** 20 }),
      amplitude: fc.constantFrom(0.01, 0.03, 0.1, 0.5),
      count: fc.integer({ min: images[0], max: images[1] }),
    })
    .map(({ architecture, seed, amplitude, count }) => {
      const examples = randomExamples(architecture, seed, count);
      const network = networkAwayFromOne(architecture, seed, amplitude, examples[0] as Example);
      return { network, examples, recipe: { ...tutorialRecipe, seed, amplitude, precision: float64 } };
    });
}

/** An architecture to be trained from the start, with images and recipe. */
export interface Course {
  readonly architecture: Architecture;
  readonly examples: readonly Example[];
  readonly recipe: Recipe;
}

/** The exponent of a power of two other than 1: −6 to 6. */
export function exponentOfTwo(): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: -6, max: -1 }), fc.integer({ min: 1, max: 6 }));
}

export function precisionOfTraining(...names: readonly PrecisionName[]): fc.Arbitrary<Precision> {
  return fc.constantFrom(
    ...(names.length > 0 ? names : (['float32', 'float64'] as const)).map((name) => precisions[name]),
  );
}

/**
 * A recipe for a small network with images, in either precision. Edge cases: batches of one image, batches that do not
 * divide the number of images or are larger, several micro-batches per batch, an optimizer without memory.
 *
 * @param images - fewest and most images
 */
export function course(images: readonly [number, number] = [2, 50]): fc.Arbitrary<Course> {
  return fc
    .record({
      architecture: trainableArchitecture([1, 3]),
      seed: fc.nat({ max: 2 ** 20 }),
      amplitude: fc.constantFrom(0.01, 0.0125, 0.02),
      count: fc.integer({ min: images[0], max: images[1] }),
      batchSize: fc.constantFrom(1, 7, 21, 45),
      learningRate: fc.constantFrom(0.001, 0.01),
      decay: fc.constantFrom(0, 0.5, 0.9),
      epsilon: fc.constantFrom(1e-7, 1e-3),
      precision: precisionOfTraining(),
    })
    .map(({ architecture, seed, amplitude, count, batchSize, precision, ...settings }) => {
      const optimizer = { ...settings, rescaling: 1 };
      const examples = randomExamples(architecture, seed, count);
      return {
        architecture,
        examples,
        recipe: { ...tutorialRecipe, seed, amplitude, batchSize, optimizer, precision },
      };
    });
}

/** A small architecture, built layer by layer so that every kernel fits. */
export function trainableArchitecture([fewest, most]: readonly [number, number]): fc.Arbitrary<Architecture> {
  const layer = fc.record({
    kernelSize: fc.integer({ min: 1, max: 3 }),
    stride: fc.integer({ min: 1, max: 2 }),
    channels: fc.integer({ min: 1, max: 2 }),
  });
  return fc
    .record({
      edge: fc.integer({ min: 3, max: 5 }),
      wider: fc.integer({ min: 0, max: 1 }),
      channels: fc.integer({ min: 1, max: 2 }),
      layers: fc.array(layer, { minLength: fewest, maxLength: most }),
      classes: fc.integer({ min: 2, max: 4 }),
    })
    .map(({ edge, wider, channels, layers, classes }) => ({
      name: 'small',
      input: { rows: edge, columns: edge + wider, channels },
      hidden: fittingLayers(layers, { rows: edge, columns: edge, channels }),
      classes,
      neuron: { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz: 100, intercept: 0 },
      readoutTauSeconds: 0.1,
    }));
}

/** Images in which about half of the pixels are black. */
function randomExamples({ input, classes }: Architecture, seed: number, count: number): Example[] {
  const stream = randomStream(`${seed}/examples`);
  const grey = () => (stream() < 0.5 ? 0 : 255 * stream());
  return Array.from({ length: count }, () => ({
    image: Uint8Array.from({ length: sizeOf(input) }, grey),
    label: Math.floor(classes * stream()),
  }));
}

function networkAwayFromOne(architecture: Architecture, seed: number, amplitude: number, { image }: Example): Network {
  const stream = randomStream(`${seed}/away`);
  const network = randomNetwork(architecture, amplitude, stream);
  for (const [index, { neuronBias }] of network.layers.entries()) {
    const effective = foldForRates(network, { ...tutorialPoint, amplitude, precision: float64 });
    const currents = runRates(effective, image).currents[index] as Float64Array;
    for (const [neuron, current] of currents.entries()) {
      const wished = stream() < 0.4 ? oneOf(silentCurrents, stream) : oneOf(firingCurrents, stream);
      neuronBias[neuron] = wished - current;
    }
  }
  return network;
}

/** Weights that make currents of a few units: a layer sends about 150 Hz · amplitude, at most 500 Hz · amplitude. */
function randomNetwork(architecture: Architecture, trainedAmplitude: number, stream: RandomStream): Network {
  const plans = planLayers(architecture);
  const uniform = (count: number, limit: number) =>
    Float64Array.from({ length: count }, () => limit * (2 * stream() - 1));
  const sent = (layer: number) => (layer === 0 ? 255 : 150 * trainedAmplitude);
  const last = plans.at(-1)?.neurons ?? 0;
  const { classes } = architecture;
  return {
    architecture,
    trainedAmplitude,
    layers: plans.map(({ kernelSize, input, weights, channels, neurons }, layer) => ({
      kernel: uniform(weights, largestSum / (kernelSize * kernelSize * input.channels * sent(layer))),
      kernelBias: uniform(channels, 1),
      neuronBias: new Float64Array(neurons),
    })),
    readout: { weight: uniform(last * classes, largestSum / (last * sent(plans.length))), bias: uniform(classes, 1) },
    initialVoltage: plans.map(({ neurons }) => new Float64Array(neurons)),
  };
}

function oneOf(values: readonly number[], stream: RandomStream): number {
  return values[Math.floor(values.length * stream())] as number;
}
