import { z } from 'zod';
import type { PrecisionName } from '../../base/precision.ts';
import { shownText } from '../../base/text.ts';
import type { Architecture } from '../../simulator/network/architecture.ts';
import type { InitialVoltage } from '../../simulator/network/build.ts';
import type { OperatingPoint } from '../../simulator/network/effective.ts';
import type { VoltageSource } from '../network/folder.ts';
import type { TrainingBudget } from '../training/training-budget.ts';

/** The settings of a study that its operating points take over as they are. */
export const pointSettings = ['steps', 'dtSeconds', 'synapseSeconds', 'flooredLayers', 'reset'] as const;

/** Everything on which the numbers of a study with given weights depend. It is saved with the results. */
export interface StudySettings extends Pick<OperatingPoint, (typeof pointSettings)[number]> {
  /** `fixed`: one set of weights is run at every amplitude. `retrained`: at the amplitude for which it was trained. */
  readonly mode: 'fixed' | 'retrained';
  readonly network: string;
  /** Number of images: the first ones of the test set. */
  readonly images: number;
  readonly amplitudes: readonly number[];
  /** Voltage floors, each 0 or less; null is no floor. */
  readonly minVoltages: readonly (number | null)[];
  /** Seeds of the networks, or of the initial voltages if those are drawn. */
  readonly seeds: readonly number[];
  /** The weights that receive spikes are divided by amplitude/base; null: they are not rescaled. */
  readonly rescalingBase: number | null;
  /** The source of the initial voltages of every image. */
  readonly initialVoltage: VoltageSource;
  readonly precision: PrecisionName;
  /** SHA-256 of architecture, weights and initial voltages. */
  readonly networkDigest: string;
  /** SHA-256 of the images and labels. */
  readonly imagesDigest: string;
}

/** Everything on which the bits of a trained network depend. It is saved with the network. */
export interface TrainingSettings extends TrainingBudget {
  readonly architecture: Architecture;
  /** The seed of the initial weights and of the order of the images, whole, 0 or more. */
  readonly seed: number;
  readonly amplitude: number;
  /**
   * Initial weights, learning rate and ε of weights that receive spikes are in units of amplitude/base; null: not
   * rescaled.
   */
  readonly rescalingBase: number | null;
  /** SHA-256 of the images and labels. */
  readonly imagesDigest: string;
  /** The initial voltages of the trained network. */
  readonly initialVoltage: InitialVoltage;
}

/** How a network was trained, without its architecture: part of the results of an evaluation. */
export type RecordedTraining = Omit<TrainingSettings, 'architecture'>;

/** How the networks of a series are trained. */
export interface SeriesTraining
  extends Pick<TrainingSettings, keyof TrainingBudget | 'imagesDigest' | 'rescalingBase'> {
  /** The amplitude for which all networks are trained; null: each is trained for the amplitude at which it is run. */
  readonly amplitude: number | null;
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
  synapseSeconds: z
    .number()
    .positive()
    .exactOptional()
    .describe('time constant of the synapses between layers of neurons; none if it is missing'),
  imagesDigest: digestSchema.describe('SHA-256 of the images and labels'),
};

/** The schema of the settings of a study with given weights. */
export const settingsSchema: z.ZodType<StudySettings> = z.object({
  ...settingsFields,
  networkDigest: digestSchema.describe('SHA-256 of architecture, weights and initial voltages'),
});

const positiveOrNull = z.number().positive().nullable();

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
      amplitude: positiveOrNull.describe('null: each network is trained for the amplitude at which it is run'),
      rescalingBase: positiveOrNull.describe('training is in units of amplitude/base; null: not rescaled'),
    })
    .describe('how the networks were trained for this study'),
});
