import { Worker } from 'node:worker_threads';
import { InputError } from '../../base/input-error.ts';
import { whyNoKernel } from '../../engine/kernel.ts';
import { whyReadable } from '../../engine/scope.ts';
import { foldForSpikes } from '../../simulator/network/effective.ts';
import type { Journal } from '../folder/journal.ts';
import { operatingPoint, planPoints, planTasks, type StudyPoint, type Task } from './plan.ts';
import { collectResults, type PointResult } from './point-results.ts';
import { answersInOrder } from './pool.ts';
import { describeProfile } from './profile.ts';
import type { RunOptions, Study } from './study.ts';
import type { BlockResult } from './task-runner.ts';
import type { Order, Report, WorkerData } from './worker.ts';

/** The name of a run and its journal. */
interface RunContext {
  /** Saves the results of tasks, and contains the results of earlier runs. */
  readonly journal?: Journal | undefined;
  /** Names the run, if there are several. */
  readonly label?: string;
}

/**
 * Runs a study on worker threads.
 *
 * @returns results in the order of `planPoints`
 * @throws {InputError} if a read-out overflows
 */
export async function runStudy(
  study: Study,
  options: RunOptions,
  { journal, label = '' }: RunContext = {},
): Promise<PointResult[]> {
  const { settings, network, labels } = study;
  const { profile, monitor } = options;
  const chosen = withPossibleEngine(study, options);
  const tasks = planTasks(settings);
  // the rate network takes almost no time, so only images shown to the spiking network are counted
  const countOf = ({ kind, count }: Task) => (kind === 'rates' ? 0 : count);
  const imagesIn = (some: readonly Task[]) => some.reduce((sum, task) => sum + countOf(task), 0);
  const counter = monitor?.countImages?.(imagesIn(tasks), label);
  try {
    const blocks = [...(journal?.blocks ?? [])];
    let shown = imagesIn(tasks.slice(0, blocks.length));
    counter?.update(shown);
    for await (const block of runTasks(study, tasks.slice(blocks.length), chosen)) {
      const task = tasks[blocks.length] as Task;
      journal?.append(task, block);
      blocks.push(block);
      shown += countOf(task);
      counter?.update(shown);
    }
    counter?.end();
    if (profile) monitor?.note?.(await describeProfile(study));
    return collectResults(settings, network.architecture, labels, tasks, blocks);
  } finally {
    counter?.end();
  }
}

async function* runTasks(
  { settings, network, images }: Study,
  tasks: readonly Task[],
  { workers, engine, monitor }: RunOptions,
): AsyncGenerator<BlockResult> {
  // posting a view sends its whole buffer, so every image is copied to a separate array
  const shown = images.slice(0, settings.images).map((image) => image.slice());
  const orders = tasks.map((task): Order => ({ task, images: shown.slice(task.first, task.first + task.count) }));
  const workerData: WorkerData = { network, settings, engine };
  const startWorker = () => new Worker(new URL('worker.js', import.meta.url), { workerData });
  for await (const report of answersInOrder<Order, Report>(orders, startWorker, workers, monitor?.signal)) {
    if ('refusal' in report) throw new InputError(report.refusal);
    yield report;
  }
}

/** Selects the readable code if the kernel cannot run a study, and says why. */
export function withPossibleEngine({ settings, network }: Study, options: RunOptions): RunOptions {
  if (options.engine === 'readable') return options;
  const [first] = planPoints(settings) as [StudyPoint];
  const reason = whyNoKernel() ?? whyReadable(foldForSpikes(network, operatingPoint(first, settings)));
  if (reason === undefined) return options;
  options.monitor?.note?.(`the readable code runs because ${reason}`);
  return { ...options, engine: 'readable' };
}
