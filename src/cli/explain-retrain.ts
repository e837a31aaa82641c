import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../base/input-error.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import type { Accuracies } from '../study/explanation/drop-causes.ts';
import type { Remedy } from '../study/explanation/explain.ts';
import type { SeriesSettings } from '../study/results/settings.ts';
import type { Study } from '../study/run/run-study.ts';
import { planMembers, studySettingsOf } from '../study/run/series.ts';
import type { TrainingBudget } from '../study/training/training-budget.ts';
import { accuraciesOf, type MeasureOptions, resultsOf } from './explain-measure.ts';
import { performTraining } from './perform-training.ts';
import { budgetOf, loadTrainingImages, tutorialAmplitude } from './training-budget.ts';

/** Options about networks that are trained for an explanation. */
export interface RetrainOptions extends Partial<TrainingBudget> {
  readonly retrain?: true;
  /** Folder of trained networks, where they are found again. */
  readonly networks?: string;
}

/** The seed from which networks are trained anew. */
export const retrainingSeed = 0;

/** How a network is trained anew: with the recipe as it is, or in units of the amplitude. */
export const retrainings: readonly { readonly remedy: Remedy; readonly rescalingBase: number | null }[] = [
  { remedy: 'retrained', rescalingBase: null },
  { remedy: 'retrainedRescaled', rescalingBase: tutorialAmplitude },
];

/**
 * Requires that nothing is said about training if nothing is to be trained.
 *
 * @throws {InputError} naming the option
 */
export function requireRetraining(options: RetrainOptions): void {
  if (options.retrain) return;
  const asked = {
    '--epochs': options.epochs,
    '--train-images': options.trainImages,
    '--batch-size': options.batchSize,
  };
  for (const [name, value] of Object.entries({ ...asked, '--networks': options.networks })) {
    if (value !== undefined) throw new InputError(`${name} is about networks that are trained: it needs --retrain`);
  }
}

/** What networks that are trained for an explanation are shown. */
export interface Lessons extends ReturnType<typeof loadTrainingImages> {
  readonly budget: TrainingBudget;
}

/**
 * Loads what networks are to be shown, so that what is wrong with it is known before anything runs.
 *
 * @throws {InputError} if there are not so many images
 */
export function loadLessons(architecture: Architecture, options: RetrainOptions): Lessons {
  const budget = budgetOf(options, architecture);
  return { budget, ...loadTrainingImages(budget.trainImages) };
}

/** Trains a network of the same architecture for every amplitude, from seed 0, and runs each with floor and without. */
export async function measureRetrained(
  study: Study,
  { budget, examples, imagesDigest }: Lessons,
  rescalingBase: number | null,
  options: RetrainOptions & MeasureOptions,
): Promise<Map<number, Accuracies>> {
  const { architecture } = study.network;
  const settings: SeriesSettings = {
    ...study.settings,
    mode: 'retrained',
    seeds: [retrainingSeed],
    initialVoltage: 'uniform',
    minVoltages: [0, null],
    rescalingBase: null,
    training: { ...budget, imagesDigest, amplitude: null, rescalingBase },
  };
  const members = planMembers(settings, architecture);
  const directory = options.networks ?? mkdtempSync(join(tmpdir(), 'lifspec-'));
  try {
    const accuracies = new Map<number, Accuracies>();
    for (const [index, member] of members.entries()) {
      const isKept = options.networks !== undefined;
      const what = ` (network ${index + 1} of ${members.length})`;
      const into = join(directory, member.name);
      const network = await performTraining(into, member.training, examples, { ...options, what, isKept });
      const trained = { ...study, network, settings: studySettingsOf(settings, member, network) };
      for (const [amplitude, of] of accuraciesOf(await resultsOf(trained, {}, options))) accuracies.set(amplitude, of);
    }
    return accuracies;
  } finally {
    if (options.networks === undefined) rmSync(directory, { recursive: true, force: true });
  }
}
