import fc from 'fast-check';
import type { TrainingInput } from '../../src/conformance/implementation.ts';
import type { Architecture } from '../../src/simulator/network/architecture.ts';
import { seed } from './seeded.ts';

/** Enough steps of 1 ms for neurons that fire at 100 Hz to show their rates. */
const steps = 60;

/**
 * A small network and some images that differ clearly: the images of a class are bright in the same columns. Edge
 * cases: one layer, layers of four channels, seeds of 53 bits.
 */
export function easyTraining(largestSeed?: number, classes: readonly number[] = [2, 3]): fc.Arbitrary<TrainingInput> {
  return fc
    .record({
      seed: seed(largestSeed),
      classes: fc.constantFrom(...classes),
      columns: fc.constantFrom(2, 3),
      channels: fc.array(fc.integer({ min: 4, max: 8 }), { minLength: 1, maxLength: 2 }),
      imagesPerClass: fc.integer({ min: 2, max: 3 }),
    })
    .map(stripes);
}

/** The parameters of a training on stripes. */
interface Stripes {
  readonly seed: number;
  readonly classes: number;
  /** Bright columns of an image. */
  readonly columns: number;
  /** Of each layer. */
  readonly channels: readonly number[];
  readonly imagesPerClass: number;
}

/** The settings of Keras, which the tutorial uses. */
export const usualOptimizer: TrainingInput['optimizer'] = { learningRate: 0.001, decay: 0.9, epsilon: 1e-7 };

/** One epoch on images that are bright in the columns of their class. */
export function stripes({ seed, classes, columns, channels, imagesPerClass }: Stripes): TrainingInput {
  const size = Math.max(6, columns * classes);
  const labels = Array.from({ length: classes * imagesPerClass }, (_, image) => image % classes);
  return {
    architecture: architectureOf(size, classes, channels),
    seed,
    amplitude: 0.01,
    minVoltage: 0,
    optimizer: usualOptimizer,
    order: 'shuffled',
    epochs: 1,
    batchSize: classes,
    steps,
    dtSeconds: 0.001,
    labels,
    images: labels.map((label, image) => stripe(size, classes, label, 8 * Math.floor(image / classes))),
  };
}

function architectureOf(size: number, classes: number, channels: readonly number[]): Architecture {
  return {
    name: 'stripes',
    input: { rows: size, columns: size, channels: 1 },
    hidden: channels.map((count) => ({ kernelSize: 3, stride: 1, channels: count })),
    classes,
    neuron: { tauRcSeconds: 0.02, tauRefSeconds: 0.002, maxRateHz: 100, intercept: 0 },
    readoutTauSeconds: 0.1,
  };
}

/** A square image that is bright in the columns of its class. */
function stripe(size: number, classes: number, label: number, shade: number): Uint8Array {
  const isBright = (column: number) => Math.floor((classes * column) / size) === label;
  return Uint8Array.from({ length: size * size }, (_, pixel) => (isBright(pixel % size) ? 200 + shade : shade));
}
