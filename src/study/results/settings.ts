import { z } from 'zod';
import type { PrecisionName } from '../../base/precision.ts';
import { shownText } from '../../base/text.ts';
import type { InitialVoltage } from '../../simulator/network/build.ts';
import type { VoltageSource } from '../network/folder.ts';

/** Everything on which the numbers of a study with given weights depend. It is saved with the results. */
export interface StudySettings {
  /** `fixed`: one set of weights is run at every amplitude. `retrained`: at the amplitude for which it was trained. */
  readonly mode: 'fixed' | 'retrained';
  readonly network: string;
  /** Number of images: the first ones of the test set. */
  readonly images: number;
  /** Spike amplitudes, each above 0. */
  readonly amplitudes: readonly number[];
  /** Voltage floors, each 0 or less; null is no floor. */
  readonly minVoltages: readonly (number | null)[];
  /** Seeds of the networks, or of the initial voltages if those are drawn. */
  readonly seeds: readonly number[];
  /** The weights that receive spikes are divided by amplitude/base; null: they are not rescaled. */
  readonly rescalingBase: number | null;
  /** The source of the initial voltages of every image. */
  readonly initialVoltage: VoltageSource;
  readonly steps: number;
  /** Length of a step, seconds, above 0. */
  readonly dtSeconds: number;
  /** Precision of all arithmetic in the network. */
  readonly precision: PrecisionName;
  /** Layers that have the voltage floor, counted from 0; all if omitted. */
  readonly flooredLayers?: readonly number[];
  /** `subtract`: a spike subtracts 1 from the voltage; if omitted, it sets the voltage to 0. */
  readonly reset?: 'subtract';
  /** SHA-256 of architecture, weights and initial voltages. */
  readonly networkDigest: string;
  /** SHA-256 of the images and labels. */
  readonly imagesDigest: string;
}

/** How the networks of a series are trained. */
export interface SeriesTraining {
  /** Number of times that all training images are shown, 1 or more. */
  readonly epochs: number;
  /** Images per optimizer step, 1 or more. */
  readonly batchSize: number;
  /** Number of images: the first ones of the training set. */
  readonly trainImages: number;
  /** SHA-256 of these images and their labels. */
  readonly imagesDigest: string;
  /** The amplitude for which all networks are trained; null: each is trained for the amplitude at which it is run. */
  readonly amplitude: number | null;
  /** Training is in units of amplitude/base; null: it is not rescaled. */
  readonly rescalingBase: number | null;
}

/** Everything on which the numbers of a series depend. A series is a study whose networks are trained for it. */
export interface SeriesSettings extends Omit<StudySettings, 'networkDigest' | 'initialVoltage'> {
  /** The initial voltages of every network. */
  readonly initialVoltage: InitialVoltage;
  readonly training: SeriesTraining;
}

/** A SHA-256 in hexadecimal. */
export const digestSchema: z.ZodString = z.string().regex(/^[0-9a-f]{64}$/);

const settingsFields = {
  mode: z.enum(['fixed', 'retrained']),
  network: shownText,
  images: z.int().min(1).describe('the first ones of the test set'),
  amplitudes: z.array(z.number().positive()).min(1),
  minVoltages: z.array(z.number().max(0).nullable()).min(1).describe('voltage floors; null is no floor'),
  seeds: z.array(z.int().min(0)).min(1),
  rescalingBase: z.number().positive().nullable(),
  initialVoltage: z.enum(['file', 'uniform', 'zero']),
  steps: z.int().min(2),
  dtSeconds: z.number().positive(),
  precision: z.enum(['float32', 'float64']),
  imagesDigest: digestSchema.describe('SHA-256 of the images and labels'),
};

/** The schema of the settings of a study with given weights. */
export const settingsSchema: z.ZodType<StudySettings> = z.object({
  ...settingsFields,
  networkDigest: digestSchema.describe('SHA-256 of architecture, weights and initial voltages'),
});

/** The schema of the settings of a series. */
export const seriesSchema: z.ZodType<SeriesSettings> = z.object({
  ...settingsFields,
  initialVoltage: z.enum(['uniform', 'zero']),
  training: z
    .object({
      epochs: z.int().min(1),
      batchSize: z.int().min(1),
      trainImages: z.int().min(1).describe('the first ones of the training set'),
      imagesDigest: digestSchema.describe('SHA-256 of these images and their labels'),
      amplitude: z
        .number()
        .positive()
        .nullable()
        .describe('null: each network is trained for the amplitude at which it is run'),
      rescalingBase: z
        .number()
        .positive()
        .nullable()
        .describe('training is in units of amplitude/base; null: not rescaled'),
    })
    .describe('how the networks were trained for this study'),
});
