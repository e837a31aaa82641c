import { Worker } from 'node:worker_threads';
import type { Architecture } from '../network/architecture.ts';
import type { Network } from '../network/network.ts';
import { requireWhole } from '../requirement.ts';
import type { Example } from '../training/gradient.ts';
import { arraysOf, countParameters, mapParameters, type Parameters } from '../training/parameters.ts';
import type { ErrorSummer, MicroBatch } from '../training/train.ts';
import { askThread } from './ask-thread.ts';

/** Several threads that sum the errors of micro-batches in the engine. */
export interface TrainingPool {
  /** To be handed to `trainEpoch`. The bits do not depend on the number of threads. */
  readonly sumErrors: ErrorSummer;
  /** Ends the threads. */
  readonly close: () => Promise<void>;
}

/** What a thread is given when it starts; buffers are shared. */
export interface TrainingThreadStart {
  readonly architecture: Architecture;
  readonly amplitude: number;
  /** All images, one after the other. */
  readonly images: SharedArrayBuffer;
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
  readonly place: number;
  readonly images: Uint32Array;
  readonly batchSize: number;
}

/** What came of a task. */
export interface TrainingAnswer {
  readonly place: number;
  readonly loss: number;
  readonly correct: number;
}

/**
 * Starts threads that train networks of one architecture and amplitude on the given examples.
 *
 * @param workers - number of threads, whole, 1 or more
 * @param placesForSums - the most micro-batches in a batch
 * @throws {RangeError} if the number of threads is not whole or below 1
 */
export function openTrainingPool(
  architecture: Architecture,
  amplitude: number,
  examples: readonly Example[],
  { workers, placesForSums }: { readonly workers: number; readonly placesForSums: number },
): TrainingPool {
  requireWhole('workers', 1, workers);
  const size = countParameters(architecture);
  const start: TrainingThreadStart = {
    architecture,
    amplitude,
    ...sharedExamples(examples),
    parameters: new SharedArrayBuffer(size * 4),
    sums: new SharedArrayBuffer(size * 4 * placesForSums),
  };
  const indices = new Map(examples.map((example, index) => [example, index]));
  const threads = Array.from({ length: workers }, () => {
    return new Worker(new URL('./training-thread.js', import.meta.url), { workerData: start });
  });
  let batch = 0;

  const sumErrors = async (
    current: Network,
    microBatches: readonly (readonly Example[])[],
    batchSize: number,
  ): Promise<MicroBatch[]> => {
    batch += 1;
    joinParameters(current, new Float32Array(start.parameters));
    const tasks = microBatches.map(
      (part, place): TrainingTask => ({
        batch,
        place,
        images: Uint32Array.from(part, (example) => indices.get(example) as number),
        batchSize,
      }),
    );
    const answers = await shareOut(tasks, threads);
    return [reduceInOrder(answers, start.sums, current)];
  };
  return {
    sumErrors,
    close: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** Gives each thread the next task as soon as it is free; answers come back in the order of the tasks. */
async function shareOut(tasks: readonly TrainingTask[], threads: readonly Worker[]): Promise<TrainingAnswer[]> {
  const answers = new Array<TrainingAnswer>(tasks.length);
  let next = 0;
  const work = async (thread: Worker) => {
    while (next < tasks.length) {
      const task = tasks[next++] as TrainingTask;
      answers[task.place] = await askThread<TrainingAnswer>(thread, task);
    }
  };
  await Promise.all(threads.map(work));
  return answers;
}

/** Adds the sums of all micro-batches, the first first: what `addParameters` does, in one pass. */
function reduceInOrder(answers: readonly TrainingAnswer[], sums: SharedArrayBuffer, shape: Parameters): MicroBatch {
  const count = arraysOf(shape).reduce((sum, values) => sum + values.length, 0);
  const all = new Float32Array(sums);
  const total = all.slice(0, count);
  for (let place = 1; place < answers.length; place++) {
    const first = place * count;
    for (let index = 0; index < count; index++)
      total[index] = (total[index] as number) + (all[first + index] as number);
  }
  return {
    sums: splitParameters(total, shape),
    loss: answers.reduce((sum, { loss }) => sum + loss, 0),
    correct: answers.reduce((sum, { correct }) => sum + correct, 0),
  };
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

function sharedExamples(examples: readonly Example[]): Pick<TrainingThreadStart, 'images' | 'labels'> {
  const size = examples[0]?.image.length ?? 0;
  const images = new SharedArrayBuffer(examples.length * size);
  const labels = new SharedArrayBuffer(examples.length);
  const [imageBytes, labelBytes] = [new Uint8Array(images), new Uint8Array(labels)];
  for (const [index, { image, label }] of examples.entries()) {
    imageBytes.set(image, index * size);
    labelBytes[index] = label;
  }
  return { images, labels };
}
