import { z } from 'zod';
import { shownText } from '../base/text.ts';
import type { Versions } from '../base/version.ts';
import { type Row, rowSchema } from '../study/results/row.ts';
import type { SeriesSettings, StudySettings } from '../study/results/settings.ts';
import type { RecordedTraining } from '../study/training/training-manifest.ts';

/** What `lifspec sweep --format json` prints, and keeps as `results.json`. */
export interface SweepOutput {
  readonly versions: Versions;
  readonly settings: StudySettings | SeriesSettings;
  /** What the numbers say, sentence by sentence. */
  readonly answer: readonly string[];
  readonly rows: readonly Row[];
}

/** What `lifspec evaluate --format json` prints. */
export interface EvaluateOutput extends Row {
  readonly versions: Versions;
  readonly settings: StudySettings;
  /** Class given by the spiking network [image]. */
  readonly predicted: readonly number[];
  /** Class given by the rate network [image]. */
  readonly ratePredicted: readonly number[];
  /** How the network was trained; missing if its folder does not say so. */
  readonly training?: RecordedTraining | undefined;
}

/** What the versions must look like. */
export const versionsSchema: z.ZodType<Versions> = z.object({
  lifspec: z.string(),
  specification: z.string(),
  protocol: z.int().min(1),
});

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const settingsFields = {
  mode: z.enum(['fixed', 'retrained']),
  network: shownText,
  images: z.int().min(1).describe('the first ones of the test set'),
  amplitudes: z.array(z.number().positive()).min(1),
  minVoltages: z.array(z.number().max(0).nullable()).min(1).describe('floors of the voltage; null is none'),
  seeds: z.array(z.int().min(0)).min(1),
  rescalingBase: z.number().positive().nullable(),
  initialVoltage: z.enum(['file', 'uniform', 'zero']),
  steps: z.int().min(2),
  dtSeconds: z.number().positive(),
  precision: z.enum(['float32', 'float64']),
  imagesDigest: digest.describe('SHA-256 of the images and labels shown'),
};

/** What the settings of a study with given weights must look like. */
export const settingsSchema: z.ZodType<StudySettings> = z.object({
  ...settingsFields,
  networkDigest: digest.describe('SHA-256 of architecture, weights and initial voltages'),
});

const seriesSchema: z.ZodType<SeriesSettings> = z.object({
  ...settingsFields,
  initialVoltage: z.enum(['uniform', 'zero']),
  training: z
    .object({
      epochs: z.int().min(1),
      batchSize: z.int().min(1),
      trainImages: z.int().min(1).describe('the first ones of the training set'),
      imagesDigest: digest.describe('SHA-256 of these images and their labels'),
      amplitude: z
        .number()
        .positive()
        .nullable()
        .describe('null: each network is trained for the amplitude it is run at'),
      rescalingBase: z.number().positive().nullable().describe('training is in units of amplitude/base; null: not'),
    })
    .describe('how the networks were trained for this study'),
});

/** What a sweep must look like. */
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
  imagesDigest: digest,
  initialVoltage: z.enum(['uniform', 'zero']),
});

const classes = z.array(z.int().min(0));

/** What an evaluation must look like. */
export const evaluateSchema: z.ZodType<EvaluateOutput> = z.intersection(
  rowSchema,
  z.object({
    versions: versionsSchema,
    settings: settingsSchema,
    predicted: classes.describe('class given by the spiking network, an image'),
    ratePredicted: classes.describe('class given by the rate network, an image'),
    training: trainingSchema.optional().describe('how the network was trained, if its folder says so'),
  }),
);
