import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { versions } from '../../base/version.ts';
import { type Architecture, architectures } from '../../simulator/network/architecture.ts';
import { answerStudy } from '../answer/answer-study.ts';
import { openStudyFolder, writeWhole } from '../folder/study-folder.ts';
import type { Row } from '../results/row.ts';
import type { SweepOutput } from '../results/saved-results.ts';
import type { SeriesSettings } from '../results/settings.ts';
import { withNetworkFolder } from '../training/network-folder.ts';
import { chooseBudget, loadExamples, type TrainingBudget, tutorialAmplitude } from '../training/training-budget.ts';
import { digestImages } from './digest.ts';
import { sortRows } from './plan.ts';
import { loadTestImages, prepareStudy, type StudyRequest } from './prepare-study.ts';
import { runSavedStudy } from './run-study.ts';
import { type SeriesData, trainMembers } from './series.ts';
import type { RunOptions } from './study.ts';

/** A sweep over amplitudes, with given weights or with networks that are trained for it. */
export interface SweepRequest extends StudyRequest, Partial<TrainingBudget> {
  readonly mode: 'fixed' | 'retrained';
  readonly amplitudes: readonly number[];
  readonly seeds?: readonly number[] | undefined;
  /** Folder of trained networks, which are reused. */
  readonly networks?: string | undefined;
  /** Folder where finished work is saved. */
  readonly out?: string | undefined;
}

/** Receives the results while the folder of the sweep is still locked. */
type Finish = (output: SweepOutput) => Promise<void> | void;

/**
 * Runs a sweep.
 *
 * @throws {InputError} if options cannot be combined, or a folder cannot be used
 */
export async function runSweep(
  request: SweepRequest,
  options: RunOptions,
  finish: Finish = () => {},
): Promise<SweepOutput> {
  return needsTraining(request) ? sweepSeries(request, options, finish) : sweepWeights(request, options, finish);
}

/** Whether the networks of a sweep must be trained for it. lifspec includes only NengoDL's weights. */
export function needsTraining({
  mode,
  weights,
  network,
  seeds,
}: Pick<SweepRequest, 'mode' | 'weights' | 'network' | 'seeds'>): boolean {
  return mode === 'retrained' || (weights === undefined && (network === 'miniature' || seeds !== undefined));
}

/** Adds the findings to the rows of a sweep. */
export function completeSweep({ settings, rows }: Pick<SweepOutput, 'settings' | 'rows'>): SweepOutput {
  return { versions, settings, answer: answerStudy(rows), rows };
}

/** Writes a complete `results.json` into a folder. */
export function writeResults(directory: string, output: SweepOutput): void {
  writeWhole(directory, 'results.json', `${JSON.stringify(output, null, 2)}\n`);
}

async function sweepWeights(request: SweepRequest, options: RunOptions, finish: Finish): Promise<SweepOutput> {
  const study = prepareStudy(request, request.amplitudes, request.seeds ?? [0]);
  const complete = (rows: readonly Row[]) => completeSweep({ settings: study.settings, rows });
  return complete(await runSavedStudy(study, options, request.out, (rows) => finish(complete(rows))));
}

async function sweepSeries(request: SweepRequest, options: RunOptions, finish: Finish): Promise<SweepOutput> {
  const series = prepareSeries(request);
  const { settings } = series;
  const { out } = request;
  const folder = out === undefined ? undefined : await openStudyFolder(out, settings, versions, []);
  const networks = request.networks ?? (out === undefined ? undefined : join(out, 'networks'));
  try {
    return await withNetworkFolder(networks, async (folderOfNetworks) => {
      const rows: Row[] = [];
      for await (const { member, study } of trainMembers(series, folderOfNetworks, options)) {
        const saved = out === undefined ? undefined : join(out, 'members', member.name);
        rows.push(...(await runSavedStudy(study, options, saved)));
      }
      const output = completeSweep({ settings, rows: sortRows(rows, settings) });
      await finish(output);
      return output;
    });
  } finally {
    folder?.close();
  }
}

function prepareSeries(request: SweepRequest): SeriesData {
  const { mode, amplitudes, seeds = [0], minVoltages, initialVoltage, rescale } = request;
  if (request.weights !== undefined)
    throw new InputError('--weights: these weights are already trained; omit it with --mode retrained');
  const architecture = architectures[request.network ?? 'tutorial'] as Architecture;
  const budget = chooseBudget(request, architecture);
  const { examples, imagesDigest } = loadExamples(budget.trainImages);
  const { images, labels } = loadTestImages(request.images, architecture);
  const base = rescale === true ? tutorialAmplitude : (rescale ?? null);
  const settings: SeriesSettings = {
    mode,
    network: architecture.name,
    images: request.images,
    amplitudes,
    minVoltages,
    seeds,
    // fixed weights are rescaled when they are run, retrained ones while they are trained
    rescalingBase: mode === 'fixed' ? base : null,
    initialVoltage: initialVoltage === 'zero' ? 'zero' : 'uniform',
    steps: request.steps,
    dtSeconds: 0.001,
    precision: request.precision,
    imagesDigest: digestImages(images, labels),
    training: {
      ...budget,
      imagesDigest,
      amplitude: mode === 'fixed' ? tutorialAmplitude : null,
      rescalingBase: mode === 'retrained' ? base : null,
    },
  };
  return { settings, architecture, examples, images, labels };
}
