import type { PrecisionName } from '../../base/precision.ts';
import type { InitialVoltage } from '../../simulator/network/build.ts';
import type { VoltageSource } from '../network/folder.ts';

/** All that the numbers of a study depend on; nothing else may change a bit of them. Plain data, kept beside the results. */
export interface StudySettings {
  /** `fixed`: one set of weights is run at every amplitude. `retrained`: at the amplitude for which they were trained. */
  readonly mode: 'fixed' | 'retrained';
  /** Name of the architecture. */
  readonly network: string;
  /** Number of images: the first ones of the test set. */
  readonly images: number;
  /** Each above 0. */
  readonly amplitudes: readonly number[];
  /** Floors of the voltage, each 0 or less; null is no floor. */
  readonly minVoltages: readonly (number | null)[];
  /** Seeds of the initial voltages, if they are drawn. */
  readonly seeds: readonly number[];
  /** The weights behind the neurons are divided by amplitude/base, which undoes the amplitude; null: they stay. */
  readonly rescalingBase: number | null;
  /** Where the voltages at the start of every image come from. */
  readonly initialVoltage: VoltageSource;
  /** Whole, 2 or more. */
  readonly steps: number;
  /** Length of a step, seconds, above 0. */
  readonly dtSeconds: number;
  /** Of all arithmetic of the network. */
  readonly precision: PrecisionName;
  /** Layers of neurons that have the floor, counted from 0; left out: all. */
  readonly flooredLayers?: readonly number[];
  /** `subtract`: a spike takes 1 from the voltage; left out: all of it. */
  readonly reset?: 'subtract';
  /** SHA-256 of architecture, weights and initial voltages. */
  readonly networkDigest: string;
  /** SHA-256 of the images and labels that are shown. */
  readonly imagesDigest: string;
}

/** How the networks of a series are trained. */
export interface SeriesTraining {
  /** Number of times that all images are shown, 1 or more. */
  readonly epochs: number;
  /** Number of images before the weights are changed, 1 or more. */
  readonly batchSize: number;
  /** Number of images: the first ones of the training set. */
  readonly trainImages: number;
  /** SHA-256 of these images and their labels. */
  readonly imagesDigest: string;
  /** `fixed`: the amplitude for which the networks are trained; `retrained` trains for every amplitude. */
  readonly amplitude: number | null;
  /** Training is in units of amplitude/base, which undoes the amplitude; null: it is not. */
  readonly rescalingBase: number | null;
}

/** All that the numbers of a series depend on: a study of networks that are trained for it. */
export interface SeriesSettings extends Omit<StudySettings, 'mode' | 'networkDigest' | 'initialVoltage'> {
  /** `fixed`: one network a seed; `retrained`: one a seed and amplitude. */
  readonly mode: 'fixed' | 'retrained';
  /** Where the voltages of every network start. */
  readonly initialVoltage: InitialVoltage;
  /** How each network is trained. */
  readonly training: SeriesTraining;
}
