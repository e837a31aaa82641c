import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../base/input-error.ts';
import { versions } from '../base/version.ts';
import { type Architecture, architectures } from '../simulator/network/architecture.ts';
import type { Example } from '../simulator/training/gradient.ts';
import { openStudyFolder } from '../study/folder/study-folder.ts';
import type { Row } from '../study/results/row.ts';
import type { SeriesSettings } from '../study/results/settings.ts';
import { digestImages } from '../study/run/digest.ts';
import { type Member, planMembers, sortRows, studySettingsOf } from '../study/run/series.ts';
import type { TrainingBudget } from '../study/training/training-budget.ts';
import type { NetworkOptions } from './options.ts';
import { performTraining } from './perform-training.ts';
import { loadImages } from './prepare.ts';
import { rowsOfStudy } from './rows.ts';
import { budgetOf, loadTrainingImages, tutorialAmplitude } from './training-budget.ts';

/** Options of a sweep over networks that are trained for it. */
export interface SeriesOptions extends NetworkOptions, Partial<TrainingBudget> {
  readonly mode: 'fixed' | 'retrained';
  readonly amplitudes: readonly number[];
  readonly seeds: readonly number[];
  /** Folder of trained networks, where they are found again. */
  readonly networks?: string;
  readonly out?: string;
}

/** What came of a series. */
export interface SeriesResult {
  readonly settings: SeriesSettings;
  readonly rows: readonly Row[];
}

/** A series that is ready to be run. */
interface Series {
  readonly settings: SeriesSettings;
  readonly architecture: Architecture;
  readonly examples: readonly Example[];
  readonly images: readonly Uint8Array[];
  readonly labels: Uint8Array;
}

/**
 * Trains the networks of a sweep, those that are not yet there, and runs each. With `out`, what is done is kept there,
 * and the folder stays locked until `finish` has written what it wants.
 *
 * @throws {InputError} if options do not go together, or a folder cannot be used
 */
export async function sweepSeries(
  options: SeriesOptions,
  finish: (result: SeriesResult) => Promise<void> | void = () => {},
): Promise<SeriesResult> {
  const series = prepareSeries(options);
  const { settings, architecture } = series;
  const members = planMembers(settings, architecture);
  const folder = options.out === undefined ? undefined : await openStudyFolder(options.out, settings, versions, []);
  const kept = options.networks ?? (options.out === undefined ? undefined : join(options.out, 'networks'));
  const networks = kept ?? mkdtempSync(join(tmpdir(), 'lifspec-'));
  try {
    const rows: Row[] = [];
    for (const [index, member] of members.entries()) {
      rows.push(
        ...(await rowsOfMember(member, series, options, {
          directory: join(networks, member.name),
          what: ` (network ${index + 1} of ${members.length})`,
          isKept: kept !== undefined,
        })),
      );
    }
    const result = { settings, rows: sortRows(rows, settings) };
    await finish(result);
    return result;
  } finally {
    folder?.close();
    if (kept === undefined) rmSync(networks, { recursive: true, force: true });
  }
}

async function rowsOfMember(
  member: Member,
  { settings, examples, images, labels }: Series,
  options: SeriesOptions,
  { directory, ...training }: { readonly directory: string; readonly what: string; readonly isKept: boolean },
): Promise<Row[]> {
  const { workers, out } = options;
  const network = await performTraining(directory, member.training, examples, { workers, ...training });
  const study = { settings: studySettingsOf(settings, member, network), network, images, labels };
  return rowsOfStudy(study, options, out === undefined ? undefined : join(out, 'members', member.name));
}

function prepareSeries(options: SeriesOptions): Series {
  const { mode, amplitudes, seeds, initialVoltage, rescale } = options;
  if (options.weights !== undefined)
    throw new InputError('--weights: these weights are trained already; with --mode retrained leave it out');
  const architecture = architectures[options.network ?? 'tutorial'] as Architecture;
  const budget = budgetOf(options, architecture);
  const { examples, imagesDigest } = loadTrainingImages(budget.trainImages);
  const { images, labels } = loadImages(options.images, architecture);
  const base = rescale === true ? tutorialAmplitude : (rescale ?? null);
  const settings: SeriesSettings = {
    mode,
    network: architecture.name,
    images: options.images,
    amplitudes,
    minVoltages: options.minVoltage ?? [0],
    seeds,
    // fixed weights are rescaled when they are run, retrained ones while they are trained
    rescalingBase: mode === 'fixed' ? base : null,
    initialVoltage: initialVoltage === 'zero' ? 'zero' : 'uniform',
    steps: options.steps,
    dtSeconds: 0.001,
    precision: options.precision,
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
