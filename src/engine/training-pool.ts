import { Worker } from 'node:worker_threads';
import { requireWhole } from '../base/requirement.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import { accumulateGradients, type GradientAccumulator } from '../simulator/training/micro-batch.ts';
import { countParameters, mapParameters, type Parameters } from '../simulator/training/parameters.ts';
import { answersInOrder } from './answers-in-order.ts';
import { copyParameters, createGradientAdder } from './gradient-accumulator.ts';
import { compile, whyNoKernel } from './kernel.ts';
import type { TrainingAnswer, TrainingTask, TrainingThreadStart } from './training-thread.ts';

/** Threads that sum the gradients of micro-batches in the engine. */
export interface TrainingPool {
  /** For `trainEpoch`. The bits do not depend on the number of threads. */
  readonly accumulateGradients: GradientAccumulator;
  /** Why the readable code trains on one thread, if it does. */
  readonly reason?: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts threads that train networks of one architecture and amplitude. Images in shared memory are not copied.
 *
 * @param workers - number of threads, whole, 1 or more
 * @throws {RangeError} if the number of threads is not whole or below 1
 */
export function openTrainingPool(architecture: Architecture, amplitude: number, workers: number): TrainingPool {
  requireWhole('workers', 1, workers);
  const isPadded = architecture.hidden.some(({ padding = 0 }) => padding > 0);
  const reason = whyNoKernel(workers + 1) ?? (isPadded ? 'the kernel trains networks without padding only' : undefined);
  if (reason !== undefined) return { accumulateGradients, reason, close: async () => {} };
  const workerData: TrainingThreadStart = { architecture, amplitude };
  const threads = Array.from({ length: workers }, () => {
    return new Worker(new URL('./training-thread.js', import.meta.url), { workerData });
  });
  const adder = compile().then((module) => createGradientAdder(module, countParameters(architecture)));
  /** The parameters of a batch, and the sums of each of its micro-batches. Their memory is used again for the next batch. */
  const shared: Parameters[] = [];
  let batch = 0;
  return {
    accumulateGradients: async (network, microBatches, batchSize) => {
      while (shared.length <= microBatches.length) shared.push(shareable(network));
      const [parameters, ...sums] = shared as [Parameters, ...Parameters[]];
      copyParameters(network, parameters);
      batch += 1;
      const tasks = microBatches.map((examples, index) => {
        return { batch, parameters, sums: sums[index] as Parameters, examples, batchSize };
      });
      const answers: TrainingAnswer[] = [];
      for await (const answer of answersInOrder<TrainingTask, TrainingAnswer>(tasks, threads)) answers.push(answer);
      return [
        {
          sums: (await adder)(sums.slice(0, tasks.length)),
          loss: answers.reduce((sum, { loss }) => sum + loss, 0),
          correct: answers.reduce((sum, { correct }) => sum + correct, 0),
        },
      ];
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** Arrays of the same lengths in memory that threads share. */
function shareable(parameters: Parameters): Parameters {
  return mapParameters(parameters, ({ byteLength }) => new Float32Array(new SharedArrayBuffer(byteLength)));
}
