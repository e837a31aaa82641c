import { Worker } from 'node:worker_threads';
import { versions } from '../../base/version.ts';
import { whyReadable } from '../../engine/scope.ts';
import { foldForSpikes } from '../../simulator/network/effective.ts';
import type { Journal } from '../folder/journal.ts';
import { openStudyFolder } from '../folder/study-folder.ts';
import type { Monitor } from '../monitor.ts';
import type { Row } from '../results/row.ts';
import type { BlockResult } from './evaluator.ts';
import { operatingPoint, planPoints, planTasks, type StudyPoint, type Task } from './plan.ts';
import { collectResults, type PointResult } from './point-results.ts';
import { answersInOrder } from './pool.ts';
import { describeProfile } from './profile.ts';
import type { RunOptions, Study } from './study.ts';
import type { Order, WorkerData } from './worker.ts';

/** Options of a run. */
interface RunContext {
  /** Saves the results of tasks, and contains those of earlier runs. */
  readonly journal?: Journal | undefined;
  /** Names the run, if there are several. */
  readonly label?: string;
}

/**
 * Runs a study on worker threads.
 *
 * @returns results in the order of `planPoints`
 */
export async function runStudy(
  study: Study,
  options: RunOptions,
  { journal, label = '' }: RunContext = {},
): Promise<PointResult[]> {
  const { settings, network, labels } = study;
  const { engine, profile, monitor } = options;
  if (engine === 'fast') noteFallback(study, monitor);
  const tasks = planTasks(settings);
  // the rate network takes almost no time, so only images shown to the spiking network are counted
  const imagesDone = [0];
  for (const { kind, count } of tasks) imagesDone.push((imagesDone.at(-1) as number) + (kind === 'rates' ? 0 : count));
  const counter = monitor?.countImages?.(imagesDone.at(-1) as number, label);
  try {
    const blocks = [...(journal?.blocks ?? [])];
    counter?.update(imagesDone[blocks.length] as number);
    for await (const block of runTasks(study, tasks.slice(blocks.length), options)) {
      journal?.append(tasks[blocks.length] as Task, block);
      blocks.push(block);
      counter?.update(imagesDone[blocks.length] as number);
    }
    counter?.end();
    if (profile) monitor?.note?.(await describeProfile(study));
    return collectResults(settings, network.architecture, labels, tasks, blocks);
  } finally {
    counter?.end();
  }
}

function runTasks(
  { settings, network, images }: Study,
  tasks: readonly Task[],
  { workers, engine, monitor }: RunOptions,
): AsyncGenerator<BlockResult> {
  // posting a view sends its whole buffer, so every image is copied to a separate array
  const shown = images.slice(0, settings.images).map((image) => image.slice());
  const orders = tasks.map((task): Order => ({ task, images: shown.slice(task.first, task.first + task.count) }));
  const workerData: WorkerData = { network, settings, engine };
  const startWorker = () => new Worker(new URL('worker.js', import.meta.url), { workerData });
  return answersInOrder<Order, BlockResult>(orders, startWorker, workers, monitor?.signal);
}

function noteFallback({ settings, network }: Study, monitor: Monitor | undefined): void {
  const [first] = planPoints(settings) as [StudyPoint];
  const reason = whyReadable(foldForSpikes(network, operatingPoint(first, settings)));
  if (reason !== undefined) monitor?.note?.(`the readable code runs because ${reason}`);
}

/**
 * Runs a study and, if a folder is given, saves finished work there. The folder stays locked until `finish` has
 * returned.
 *
 * @throws {InputError} if the folder cannot be used
 */
export async function runSavedStudy(
  study: Study,
  options: RunOptions,
  directory: string | undefined,
  finish: (rows: readonly Row[]) => Promise<void> | void = () => {},
): Promise<Row[]> {
  const { settings } = study;
  const folder =
    directory === undefined ? undefined : await openStudyFolder(directory, settings, versions, planTasks(settings));
  try {
    const rows = (await runStudy(study, options, { journal: folder?.journal })).map(({ row }) => row);
    await finish(rows);
    return rows;
  } finally {
    folder?.close();
  }
}
