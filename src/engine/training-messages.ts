import type { Architecture } from '../simulator/network/architecture.ts';
import { arraysOf, mapParameters, type Parameters } from '../simulator/training/parameters.ts';

/** What a thread is given when it starts; buffers are shared. */
export interface TrainingThreadStart {
  /** Of every network that is trained. */
  readonly architecture: Architecture;
  /** Spike amplitude, above 0. */
  readonly amplitude: number;
  /** All images. */
  readonly images: SharedArrayBuffer;
  /** Where each of them begins, in bytes. */
  readonly offsets: Float64Array;
  /** Class of each of them, a byte. */
  readonly labels: SharedArrayBuffer;
  /** Parameters of the network at the moment, array after array. */
  readonly parameters: SharedArrayBuffer;
  /** A place for the sums of each micro-batch of a batch. */
  readonly sums: SharedArrayBuffer;
}

/** A micro-batch to be summed: which images, and where the sums go. */
export interface TrainingTask {
  /** Counts the batches; a new one means new parameters. */
  readonly batch: number;
  /** Which of the places for sums it fills. */
  readonly place: number;
  /** Which images, in order. */
  readonly images: Uint32Array;
  /** Number of images over which the loss is averaged. */
  readonly batchSize: number;
}

/** What came of a task. */
export interface TrainingAnswer {
  /** Which of the places for sums is filled. */
  readonly place: number;
  /** Sum of the losses. */
  readonly loss: number;
  /** Number of images in the right class. */
  readonly correct: number;
}

/** Writes parameters one array after the other. */
export function joinParameters(parameters: Parameters, to: Float32Array): void {
  let next = 0;
  for (const values of arraysOf(parameters)) {
    to.set(values, next);
    next += values.length;
  }
}

/** Parameters of a given shape as views of one array. */
export function splitParameters(from: Float32Array, shape: Parameters): Parameters {
  let next = 0;
  return mapParameters(shape, ({ length }) => {
    next += length;
    return from.subarray(next - length, next);
  });
}
