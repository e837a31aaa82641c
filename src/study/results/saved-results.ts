import { z } from 'zod';
import { shownText } from '../../base/text.ts';
import type { Versions } from '../../base/version.ts';
import {
  digestSchema,
  type RecordedTraining,
  type SeriesSettings,
  type StudySettings,
  seriesSchema,
  settingsSchema,
} from './settings.ts';

/** One row of a study: the results of one network at one operating point. Accuracies are fractions of images, 0 … 1. */
export interface Row {
  /** `fixed`: one set of weights at every amplitude; `retrained`: weights trained for this amplitude. */
  readonly mode: 'fixed' | 'retrained';
  readonly network: string;
  /** The seed of the trained network, or of the initial voltages if those are drawn. */
  readonly seed: number;
  readonly amplitude: number;
  /** Null means no floor. */
  readonly minVoltage: number | null;
  /** Whether the weights that receive spikes, or the units of training, were rescaled by the amplitude. */
  readonly rescaled: boolean;
  readonly images: number;
  readonly spikingAccuracy: number;
  readonly rateAccuracy: number;
  /** Fraction of images to which both networks assign the same class. */
  readonly agreement: number;
  /** Mean number of spikes per neuron per step [layer]. */
  readonly spikesPerNeuronStep: readonly number[];
}

/** The schema of a number from 0 to 1. */
export const fractionSchema: z.ZodNumber = z.number().min(0).max(1);

/** The schema of a row. */
export const rowSchema: z.ZodType<Row> = z.object({
  mode: z.enum(['fixed', 'retrained']),
  network: shownText,
  seed: z.int().min(0),
  amplitude: z.number().positive(),
  minVoltage: z.number().max(0).nullable().describe('voltage floor; null is no floor'),
  rescaled: z.boolean(),
  images: z.int().min(1),
  spikingAccuracy: fractionSchema,
  rateAccuracy: fractionSchema,
  agreement: fractionSchema.describe('fraction of images to which spiking and rate network assign the same class'),
  spikesPerNeuronStep: z.array(fractionSchema).min(1).describe('mean number of spikes per neuron per step, per layer'),
});

/** The origin of weights. */
export type WeightKind = Row['mode'] | `${Row['mode']}, rescaled`;

/** The origin of the weights of a row, or of all rows of a study. */
export function weightKindOf({ mode, rescaled }: Row): WeightKind {
  return rescaled ? `${mode}, rescaled` : mode;
}

/** Identifies a row except for its seed. */
export function describeRow(row: Row): string {
  const { network, amplitude, minVoltage, images } = row;
  return `${network}, ${weightKindOf(row)}, amplitude ${amplitude}, floor ${minVoltage ?? 'none'}, ${images} images`;
}

/** The results of a sweep: what `lifspec sweep --format json` prints and `results.json` contains. */
export interface SweepOutput {
  readonly versions: Versions;
  readonly settings: StudySettings | SeriesSettings;
  /** The findings, sentence by sentence. */
  readonly answer: readonly string[];
  /** The rows are in the order of `planPoints`. */
  readonly rows: readonly Row[];
}

/** A named study: its settings and rows. */
export interface SavedStudy extends Pick<SweepOutput, 'settings' | 'rows'> {
  readonly name: string;
}

/** What `lifspec evaluate --format json` prints. */
export interface EvaluateOutput extends Row {
  readonly versions: Versions;
  readonly settings: StudySettings;
  /** Class assigned by the spiking network [image]. */
  readonly predicted: readonly number[];
  /** Class assigned by the rate network [image]. */
  readonly ratePredicted: readonly number[];
  /** How the network was trained; missing if its folder does not state it. */
  readonly training?: RecordedTraining | undefined;
}

/** The schema of versions. */
export const versionsSchema: z.ZodType<Versions> = z.object({
  lifspec: z.string(),
  specification: z.string(),
  protocol: z.int().min(1),
});

/** The schema of the results of a sweep. */
export const sweepSchema: z.ZodType<SweepOutput> = z.object({
  versions: versionsSchema,
  settings: z.union([seriesSchema, settingsSchema]),
  answer: z.array(z.string().min(1)).min(1),
  rows: z.array(rowSchema).min(1),
});

const trainingSchema: z.ZodType<RecordedTraining> = z.object({
  seed: z.int().min(0),
  amplitude: z.number().positive(),
  rescalingBase: z.number().positive().nullable(),
  epochs: z.int().min(1),
  batchSize: z.int().min(1),
  trainImages: z.int().min(1),
  imagesDigest: digestSchema,
  initialVoltage: z.enum(['uniform', 'zero']),
});

const classes = z.array(z.int().min(0));

/** The schema of the results of an evaluation. */
export const evaluateSchema: z.ZodType<EvaluateOutput> = z.intersection(
  rowSchema,
  z.object({
    versions: versionsSchema,
    settings: settingsSchema,
    predicted: classes.describe('class assigned by the spiking network, per image'),
    ratePredicted: classes.describe('class assigned by the rate network, per image'),
    training: trainingSchema.optional().describe('how the network was trained, if its folder states it'),
  }),
);
