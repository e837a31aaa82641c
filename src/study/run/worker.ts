import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../base/requirement.ts';
import { createEngine } from '../../engine/engine.ts';
import type { NetworkStudy } from '../prepare.ts';
import type { Task } from './plan.ts';
import { type BlockResult, createTaskRunner } from './task-runner.ts';

/** The data with which a thread starts. */
export interface WorkerData extends Pick<NetworkStudy, 'network' | 'settings'> {}

export interface Order {
  readonly task: Task;
  readonly images: readonly Uint8Array[];
  /** The image that precedes them in a stream. */
  readonly before: Uint8Array;
}

/** The result of a block, or why it has none: an error loses its class on the way between threads. */
export type Report = BlockResult | { readonly refusal: string };

// this file runs in the thread: it answers each message with the result of a block
const { network, settings } = workerData as WorkerData;
const runTask = createTaskRunner(network, settings, await createEngine());
parentPort?.on('message', (order: Order) => parentPort?.postMessage(report(order)));

function report({ task, images, before }: Order): Report {
  try {
    return runTask(task, images, before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refusal: `at amplitude ${task.amplitude}: ${error.message}` };
  }
}
