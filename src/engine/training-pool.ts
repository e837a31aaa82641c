import { Worker } from 'node:worker_threads';
import type { FloatArray } from '../base/precision.ts';
import { requireWhole } from '../base/requirement.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import { foldForRates } from '../simulator/network/effective.ts';
import { accumulateGradients, type GradientAccumulator, type MicroBatch } from '../simulator/training/gradient.ts';
import { mapParameters, type Parameters } from '../simulator/training/parameters.ts';
import { answersInOrder } from './answers-in-order.ts';
import type { FoldedNetwork } from './gradient-accumulator.ts';
import { whyNoKernel } from './kernel.ts';
import type { TrainingTask, TrainingThreadStart } from './training-thread.ts';

/** Threads that sum the gradients of micro-batches in the engine. */
export interface TrainingPool {
  /** For `trainEpoch`. The bits do not depend on the number of threads. The next batch overwrites the gradients. */
  readonly accumulateGradients: GradientAccumulator;
  /** Why the readable code trains on one thread, if it does. */
  readonly reason?: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts threads that train networks of one architecture and amplitude. Images in shared memory are not copied.
 *
 * @param workers - number of threads, whole, 1 or more
 * @throws {Refusal} if the number of threads is not whole or below 1
 */
export function openTrainingPool(architecture: Architecture, amplitude: number, workers: number): TrainingPool {
  requireWhole('workers', 1, workers);
  const isPadded = architecture.hidden.some(({ padding = 0 }) => padding > 0);
  const reason = whyNoKernel(workers) ?? (isPadded ? 'the kernel trains networks without padding only' : undefined);
  if (reason !== undefined) return { accumulateGradients, reason, close: async () => {} };
  const workerData: TrainingThreadStart = { architecture, amplitude };
  const threads = Array.from({ length: workers }, () => {
    return new Worker(new URL('./training-thread.js', import.meta.url), { workerData });
  });
  let batch = 0;
  /** Of each micro-batch. New arrays for every batch would cost a tenth of the time, to collect them as garbage. */
  const sums: Parameters[] = [];
  return {
    accumulateGradients: async (network, microBatches, batchSize, point) => {
      const shared = share(foldForRates(network, point));
      batch += 1;
      const tasks = microBatches.map((examples, index): TrainingTask => {
        sums[index] ??= mapParameters(network, ({ length }) => sharedArray(length));
        return { batch, network: shared, examples, batchSize, sums: sums[index] };
      });
      const answers: MicroBatch[] = [];
      for await (const one of answersInOrder<TrainingTask, MicroBatch>(tasks, threads)) answers.push(one);
      return answers;
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** Weights and biases in memory that threads share, because every task contains them. */
function share({ layers, readout }: FoldedNetwork): FoldedNetwork {
  const copy = (values: FloatArray) => {
    const shared = sharedArray(values.length);
    shared.set(values);
    return shared;
  };
  return {
    layers: layers.map(({ plan, weight, bias }) => ({ plan, weight: copy(weight), bias: copy(bias) })),
    readout: { weight: copy(readout.weight), bias: copy(readout.bias) },
  };
}

function sharedArray(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}
