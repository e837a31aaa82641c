import fc from 'fast-check';
import { type Precision, precisions } from '../../src/base/precision.ts';
import { randomStream } from '../../src/base/random.ts';
import { type Architecture, sizeOf } from '../../src/simulator/network/architecture.ts';
import type { Example } from '../../src/simulator/training/gradient.ts';
import { type Recipe, tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { fittingLayers } from './fitting-layers.ts';

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

export function precisionOfTraining(): fc.Arbitrary<Precision> {
  return fc.constantFrom(precisions.float32, precisions.float64);
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
