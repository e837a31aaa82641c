import type { OperatingPoint } from '../../src/simulator/network/effective.ts';
import type { Example } from '../../src/simulator/training/gradient.ts';
import type { GradientAccumulator } from '../../src/simulator/training/micro-batch.ts';

/** What came of showing images to a spiking network. */
export interface Classified {
  /** Class [image]. */
  readonly predicted: readonly number[];
  /** Spikes of all images and steps. */
  readonly spikes: number;
}

/** A way to compute that is to be measured. */
export interface Subject {
  /** Makes ready to show images at an operating point. */
  readonly prepare: (point: OperatingPoint) => Promise<(images: readonly Uint8Array[]) => Promise<Classified>>;
  /** Makes ready to train at an amplitude with some of the examples, in batches of at most a size. */
  readonly openTraining: (examples: readonly Example[], amplitude: number, batchSize: number) => OpenTraining;
  readonly stop: () => Promise<void>;
}

/** Made ready to train. */
export interface OpenTraining {
  readonly accumulateGradients: GradientAccumulator;
  readonly close: () => Promise<void>;
}

/** Number of images that a thread is given at a time. */
export const imagesPerBlock = 20;

/** Puts the classes and spikes of blocks together, in their order. */
export function joined(parts: readonly Classified[]): Classified {
  return {
    predicted: parts.flatMap(({ predicted }) => predicted),
    spikes: parts.reduce((sum, { spikes }) => sum + spikes, 0),
  };
}
