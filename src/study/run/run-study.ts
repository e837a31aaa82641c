import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError } from '../../base/input-error.ts';
import { answersInOrder } from '../../engine/answers-in-order.ts';
import { whyNoKernel } from '../../engine/kernel.ts';
import { whyReadable } from '../../engine/scope.ts';
import { stepRules } from '../../models/neuron-types.ts';
import { planLayers } from '../../simulator/network/architecture.ts';
import { foldForSpikes } from '../../simulator/network/effective.ts';
import { rateShortfall } from '../../simulator/neuron/rate.ts';
import { milliseconds, percent } from '../answer/words.ts';
import type { Journal } from '../folder/journal.ts';
import type { NetworkStudy, Study } from '../prepare.ts';
import type { Row } from '../results/saved-results.ts';
import { operatingPoint, type TrainingSettings } from '../settings.ts';
import { trainInFolder, trainNetwork } from '../training/train-network.ts';
import type { RunOptions } from './monitor.ts';
import { describePoint, planMembers, planPoints, type StudyPoint, type Task, tasksOf } from './plan.ts';
import type { BlockResult } from './task-runner.ts';
import type { Order, Report, WorkerData } from './worker.ts';

/** The results of all images at one point. */
export interface PointResult {
  readonly row: Row;
  /** Class assigned by the spiking network [image]. */
  readonly predicted: readonly number[];
  /** Class assigned by the rate network [image]. */
  readonly ratePredicted: readonly number[];
}

/** Where a run saves its work, and its name. */
interface RunContext {
  /** Saves the results of tasks, and contains the results of earlier runs. */
  readonly journal?: Journal | undefined;
  /** Folder for networks that are trained; without it, they are not saved. */
  readonly networks?: string | undefined;
  /** Names the run, if there are several. */
  readonly label?: string;
}

/**
 * Runs a study: trains its networks if they are not given, and runs each one at its points.
 *
 * @returns results in the order of `planPoints`
 * @throws {InputError} if a read-out overflows
 */
export async function runStudy(study: Study, options: RunOptions, context: RunContext = {}): Promise<PointResult[]> {
  const { settings, architecture, examples } = study;
  const members = planMembers(settings, architecture);
  const results: PointResult[] = [];
  let saved = context.journal?.blocks ?? [];
  for (const [index, member] of members.entries()) {
    const { training, amplitudes, seeds } = member;
    const label = training ? ` (network ${index + 1} of ${members.length})` : (context.label ?? '');
    const part = { ...study, settings: { ...settings, amplitudes, seeds } };
    const tasks = tasksOf(part.settings);
    const known = saved.slice(0, tasks.length);
    saved = saved.slice(tasks.length);
    const train = async (own: TrainingSettings) =>
      context.networks === undefined
        ? (await trainNetwork(own, examples, { ...options, label })).network
        : trainInFolder(join(context.networks, member.name), own, examples, { ...options, label });
    const network = training ? await train(training) : (study.network as NetworkStudy['network']);
    const blocks = await runBlocks({ ...part, network }, tasks, options, { ...context, label }, known);
    results.push(...collectResults(part, tasks, blocks));
  }
  return inOrder(results, settings);
}

/** Runs the tasks of one network after those whose results are known. */
async function runBlocks(
  study: NetworkStudy,
  tasks: readonly Task[],
  options: RunOptions,
  { journal, label = '' }: RunContext,
  known: readonly BlockResult[],
): Promise<BlockResult[]> {
  const { monitor } = options;
  // the rate network takes almost no time, so only images shown to the spiking network are counted
  const imagesIn = (some: readonly Task[]) =>
    some.reduce((sum, { kind, count }) => sum + (kind === 'rates' ? 0 : count), 0);
  const blocks = [...known];
  const left = tasks.slice(known.length);
  if (left.length === 0) return blocks;
  const showBlocks = () => monitor?.onImages?.(imagesIn(tasks.slice(0, blocks.length)), imagesIn(tasks), label);
  showBlocks();
  for await (const block of runTasks(study, left, options)) {
    journal?.append(tasks[blocks.length] as Task, block);
    blocks.push(block);
    showBlocks();
  }
  return blocks;
}

async function* runTasks(
  { settings, network, images }: NetworkStudy,
  tasks: readonly Task[],
  { workers, monitor }: RunOptions,
): AsyncGenerator<BlockResult> {
  // posting a view sends its whole buffer, so every image is copied to a separate array
  const shown = images.slice(0, settings.images).map((image) => image.slice());
  const orders = tasks.map((task): Order => {
    const { first, count } = task;
    return { task, images: shown.slice(first, first + count), before: shown.at(first - 1) as Uint8Array };
  });
  const workerData: WorkerData = { network, settings };
  const threads = Array.from({ length: Math.min(workers, orders.length) }, () => {
    return new Worker(new URL('worker.js', import.meta.url), { workerData });
  });
  try {
    for await (const report of answersInOrder<Order, Report>(orders, threads, monitor?.signal)) {
      if ('refusal' in report) throw new InputError(report.refusal);
      yield report;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/**
 * Collects the results of a network's blocks.
 *
 *   accuracy = images in the right class / images,   spikes per neuron per step = spikes / (images · steps · neurons)
 *
 * @param blocks - one for each task, in the same order
 * @returns results in the order of `planPoints`
 */
export function collectResults(
  { settings, architecture, labels }: Pick<Study, 'settings' | 'architecture' | 'labels'>,
  tasks: readonly Task[],
  blocks: readonly BlockResult[],
): PointResult[] {
  const { mode, network, images, steps, rescalingBase } = settings;
  const blocksOf = (isWanted: (task: Task) => boolean) => blocks.filter((_, index) => isWanted(tasks[index] as Task));
  return planPoints(settings).map((point) => {
    const spiking = blocksOf((task) => task.kind === 'spiking' && isAt(point, task));
    const rates = blocksOf((task) => task.kind === 'rates' && task.amplitude === point.amplitude);
    const predicted = spiking.flatMap((block) => block.predicted);
    const ratePredicted = rates.flatMap((block) => block.predicted);
    const row: Row = {
      mode,
      network,
      ...point,
      rescaled: rescalingBase !== null,
      images,
      spikingAccuracy: fractionEqual(predicted, labels),
      rateAccuracy: fractionEqual(ratePredicted, labels),
      agreement: fractionEqual(predicted, ratePredicted),
      spikesPerNeuronStep: planLayers(architecture).map(({ neurons }, layer) => {
        const spikes = spiking.reduce((sum, block) => sum + (block.spikes[layer] as number), 0);
        return spikes / (images * steps * neurons);
      }),
    };
    return { row, predicted, ratePredicted };
  });
}

function isAt(point: StudyPoint, task: Task): boolean {
  return task.amplitude === point.amplitude && task.minVoltage === point.minVoltage && task.seed === point.seed;
}

function fractionEqual(classes: readonly number[], expected: ArrayLike<number>): number {
  return classes.filter((label, image) => label === expected[image]).length / classes.length;
}

function inOrder(results: readonly PointResult[], settings: Study['settings']): PointResult[] {
  const found = new Map(results.map((result) => [describePoint(result.row), result]));
  return planPoints(settings).map((point) => found.get(describePoint(point)) as PointResult);
}

/** Fractions of spikes below this are not worth a warning. */
const smallShortfall = 0.05;

/** Warns if spikes are lost because τ_ref is below dt and rates come near one spike per step. */
function warnOfFastNeurons({ settings, architecture }: Study, { monitor }: RunOptions): void {
  const { maxRateHz, tauRefSeconds } = architecture.neuron;
  const { dtSeconds, neurons = 'lif' } = settings;
  // a network that was trained with spikes was trained with those that its steps hold
  if (neurons in stepRules) return;
  const shortfall = rateShortfall(maxRateHz, { dtSeconds, tauRefSeconds });
  if (shortfall < smallShortfall) return;
  monitor?.note?.(
    `tau_ref (${milliseconds(tauRefSeconds)}) is below the step (${milliseconds(dtSeconds)}), which holds one spike: at the max rate of ${maxRateHz} Hz, neurons fire up to ${percent(shortfall)} less than the rate model`,
  );
}

/** Says so if the kernel cannot run a study, because the readable code takes much longer, or if its neurons lose spikes. */
export function noteBefore(study: Study, options: RunOptions): void {
  warnOfFastNeurons(study, options);
  const { settings, network } = study;
  const { workers, monitor } = options;
  const [first] = planPoints(settings) as [StudyPoint];
  const reason =
    whyNoKernel(workers) ?? (network && whyReadable(foldForSpikes(network, operatingPoint(first, settings))));
  if (reason !== undefined) monitor?.note?.(`the readable code runs because ${reason}`);
}
