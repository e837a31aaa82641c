import { z } from 'zod';
import type { Versions } from '../../base/version.ts';
import type { RecordedTraining } from '../training/training-manifest.ts';
import { type Row, rowSchema } from './row.ts';
import { digestSchema, type SeriesSettings, type StudySettings, seriesSchema, settingsSchema } from './settings.ts';

/** The results of a sweep: what `lifspec sweep --format json` prints and `results.json` contains. */
export interface SweepOutput {
  readonly versions: Versions;
  readonly settings: StudySettings | SeriesSettings;
  /** The findings, sentence by sentence. */
  readonly answer: readonly string[];
  /** In the order of `planPoints`. */
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
