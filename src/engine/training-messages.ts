import type { Architecture } from '../simulator/network/architecture.ts';
import { arraysOf, mapParameters, type Parameters } from '../simulator/training/parameters.ts';

/** What a training thread receives when it starts. All threads share the buffers. */
export interface TrainingThreadStart {
  readonly architecture: Architecture;
  readonly amplitude: number;
  readonly images: SharedArrayBuffer;
  readonly offsets: Float64Array;
  /** Class of each image, one byte. */
  readonly labels: SharedArrayBuffer;
  /** Parameters of the current network, array by array. */
  readonly parameters: SharedArrayBuffer;
  /** Summed gradients of each micro-batch of a batch, laid out like the parameters. */
  readonly sums: SharedArrayBuffer;
}

/** A micro-batch whose gradients a thread sums. */
export interface TrainingTask {
  /** Number of the batch. A new batch has new parameters. */
  readonly batch: number;
  /** Index of the micro-batch in its batch, and of its sums. */
  readonly index: number;
  readonly images: Uint32Array;
  /** Number of images over which the loss is averaged. */
  readonly batchSize: number;
}

/** The answer to a task. The gradients are in the shared sums. */
export interface TrainingAnswer {
  readonly loss: number;
  readonly correct: number;
}

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
