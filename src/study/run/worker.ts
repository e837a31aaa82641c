import { parentPort, workerData } from 'node:worker_threads';
import type { Network } from '../../simulator/network/network.ts';
import type { StudySettings } from '../results/settings.ts';
import { createTaskRunner, type EvaluatorName, openEvaluator } from './evaluator.ts';
import type { Task } from './plan.ts';

/** What a thread is given when it starts. */
export interface WorkerData {
  /** With the initial voltages of its file. */
  readonly network: Network;
  /** All that the numbers depend on. */
  readonly settings: StudySettings;
  /** What runs the network. */
  readonly engine: EvaluatorName;
}

/** What a thread is given to do. */
export interface Order {
  /** What is to be done. */
  readonly task: Task;
  /** The images of the task. */
  readonly images: readonly Uint8Array[];
}

// this file is the thread: it answers each order with a block
const { network, settings, engine } = workerData as WorkerData;
const work = createTaskRunner(network, settings, await openEvaluator(engine));
parentPort?.on('message', ({ task, images }: Order) => parentPort?.postMessage(work(task, images)));
