import { Worker } from 'node:worker_threads';
import { requireWhole } from '../base/requirement.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import type { Network } from '../simulator/network/network.ts';
import type { Example } from '../simulator/training/gradient.ts';
import { accumulateGradients, type GradientAccumulator, type MicroBatch } from '../simulator/training/micro-batch.ts';
import { countParameters } from '../simulator/training/parameters.ts';
import { answersInOrder } from './answers-in-order.ts';
import { createGradientAdder } from './gradient-accumulator.ts';
import { compile, whyNoKernel } from './kernel.ts';
import {
  joinParameters,
  splitParameters,
  type TrainingAnswer,
  type TrainingTask,
  type TrainingThreadStart,
} from './training-messages.ts';

/** Threads that sum the gradients of micro-batches in the engine. */
export interface TrainingPool {
  /** For `trainEpoch`. The bits do not depend on the number of threads. */
  readonly accumulateGradients: GradientAccumulator;
  /** Why the readable code trains on one thread, if it does. */
  readonly reason?: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts threads that train networks of one architecture and amplitude on the given examples.
 *
 * @param workers - number of threads, whole, 1 or more
 * @param mostMicroBatches - largest number of micro-batches in a batch
 * @throws {RangeError} if the number of threads is not whole or below 1
 */
export function openTrainingPool(
  architecture: Architecture,
  amplitude: number,
  examples: readonly Example[],
  { workers, mostMicroBatches }: { readonly workers: number; readonly mostMicroBatches: number },
): TrainingPool {
  requireWhole('workers', 1, workers);
  const isPadded = architecture.hidden.some(({ padding = 0 }) => padding > 0);
  const reason = whyNoKernel(workers + 1) ?? (isPadded ? 'the kernel trains networks without padding only' : undefined);
  if (reason !== undefined) return { accumulateGradients, reason, close: async () => {} };
  const size = countParameters(architecture);
  const start: TrainingThreadStart = {
    architecture,
    amplitude,
    ...sharedExamples(examples),
    parameters: new SharedArrayBuffer(size * 4),
    sums: new SharedArrayBuffer(size * 4 * mostMicroBatches),
  };
  const indices = new Map(examples.map((example, index) => [example, index]));
  const threads = Array.from({ length: workers }, () => {
    return new Worker(new URL('./training-thread.js', import.meta.url), { workerData: start });
  });
  const adder = compile().then((module) => createGradientAdder(module, size));
  let batch = 0;

  const accumulateOnThreads = async (
    current: Network,
    microBatches: readonly (readonly Example[])[],
    batchSize: number,
  ): Promise<MicroBatch[]> => {
    batch += 1;
    joinParameters(current, new Float32Array(start.parameters));
    const tasks = microBatches.map(
      (part, index): TrainingTask => ({
        batch,
        index,
        images: Uint32Array.from(part, (example) => indices.get(example) as number),
        batchSize,
      }),
    );
    const answers: TrainingAnswer[] = [];
    for await (const answer of answersInOrder<TrainingTask, TrainingAnswer>(tasks, threads)) answers.push(answer);
    const total = (await adder)(new Float32Array(start.sums), answers.length);
    return [
      {
        sums: splitParameters(total, current),
        loss: answers.reduce((sum, { loss }) => sum + loss, 0),
        correct: answers.reduce((sum, { correct }) => sum + correct, 0),
      },
    ];
  };
  return {
    accumulateGradients: accumulateOnThreads,
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** Examples in memory that threads can share: the memory of their images if it can be shared, otherwise a copy. */
function sharedExamples(examples: readonly Example[]): Pick<TrainingThreadStart, 'images' | 'offsets' | 'labels'> {
  const labels = new SharedArrayBuffer(examples.length);
  new Uint8Array(labels).set(examples.map(({ label }) => label));
  const buffer = examples[0]?.image.buffer;
  if (buffer instanceof SharedArrayBuffer && examples.every(({ image }) => image.buffer === buffer))
    return { images: buffer, offsets: Float64Array.from(examples, ({ image }) => image.byteOffset), labels };

  const size = examples[0]?.image.length ?? 0;
  const images = new SharedArrayBuffer(examples.length * size);
  const offsets = Float64Array.from(examples, (_, index) => index * size);
  for (const [index, { image }] of examples.entries()) new Uint8Array(images).set(image, offsets[index]);
  return { images, offsets, labels };
}
