import { Worker } from 'node:worker_threads';
import type { Network } from '../../simulator/network/network.ts';
import type { Journal } from '../folder/journal.ts';
import type { StudySettings } from '../results/settings.ts';
import type { Block, EvaluatorName } from './evaluator.ts';
import type { Task } from './plan.ts';
import { answersInOrder } from './pool.ts';
import type { Order, WorkerData } from './worker.ts';

/** What a study is made of. */
export interface Study {
  /** All that the numbers depend on. */
  readonly settings: StudySettings;
  /** With the initial voltages of its file. */
  readonly network: Network;
  /** As many as the settings say, or more. */
  readonly images: readonly Uint8Array[];
  /** Class of each image. */
  readonly labels: Uint8Array;
}

/** How a study is run. Nothing of it changes a bit of the results. */
export interface RunOptions {
  /** Number of threads, whole, 1 or more. */
  readonly workers: number;
  /** What runs the network; both give the same bits. */
  readonly engine: EvaluatorName;
  /** Keeps what is done, and has what earlier runs did. */
  readonly journal?: Journal | undefined;
  /** Called with the number of tasks done. */
  readonly onProgress?: (done: number) => void;
  /** Stops the run. */
  readonly signal?: AbortSignal;
}

/**
 * Does the tasks of a study on worker threads, those that are left.
 *
 * @returns results of all tasks, in their order
 */
export async function runStudy(
  { settings, network, images }: Study,
  tasks: readonly Task[],
  { workers, engine, journal, onProgress, signal }: RunOptions,
): Promise<Block[]> {
  const blocks = [...(journal?.blocks ?? [])];
  const left = tasks.slice(blocks.length);
  onProgress?.(blocks.length);
  // a view is sent with all that it is a view of, so every image is made an array of its own
  const shown = images.slice(0, settings.images).map((image) => image.slice());
  const orders = left.map((task): Order => ({ task, images: shown.slice(task.first, task.first + task.count) }));
  const workerData: WorkerData = { network, settings, engine };
  const startWorker = () => new Worker(new URL('worker.js', import.meta.url), { workerData });
  for await (const block of answersInOrder<Order, Block>(orders, startWorker, workers, signal)) {
    journal?.append(tasks[blocks.length] as Task, block);
    blocks.push(block);
    onProgress?.(blocks.length);
  }
  return blocks;
}
