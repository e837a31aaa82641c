import type { OperatingPoint } from '../../src/simulator/network/effective.ts';
import type { Example } from '../../src/simulator/training/gradient.ts';
import type { GradientAccumulator } from '../../src/simulator/training/micro-batch.ts';

/** The classes that a spiking network predicts, and its number of spikes. */
export interface Classified {
  /** Class [image]. */
  readonly predicted: readonly number[];
  /** Number of spikes over all images and steps. */
  readonly spikes: number;
}

/** Code of lifspec under measurement. */
export interface MeasuredCode {
  /** Prepares to classify images at an operating point. */
  readonly prepare: (point: OperatingPoint) => Promise<(images: readonly Uint8Array[]) => Promise<Classified>>;
  /** Prepares to train on examples at an amplitude, in batches of at most the given size. */
  readonly openTraining: (examples: readonly Example[], amplitude: number, batchSize: number) => OpenTraining;
  readonly stop: () => Promise<void>;
}

/** Code that is ready to train. */
export interface OpenTraining {
  readonly accumulateGradients: GradientAccumulator;
  readonly close: () => Promise<void>;
}

/** Number of images that a thread receives at a time. */
export const imagesPerBlock = 20;

/** Joins the classes and adds the spikes of blocks, in their order. */
export function joinBlocks(parts: readonly Classified[]): Classified {
  return {
    predicted: parts.flatMap(({ predicted }) => predicted),
    spikes: parts.reduce((sum, { spikes }) => sum + spikes, 0),
  };
}
