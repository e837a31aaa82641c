import type { VoltageSource } from '../network/folder.ts';
import type { PrecisionName } from '../precision.ts';

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
  readonly compensationBase: number | null;
  /** Where the voltages at the start of every image come from. */
  readonly initialVoltage: VoltageSource;
  /** Whole, 2 or more. */
  readonly steps: number;
  readonly dtSeconds: number;
  readonly precision: PrecisionName;
  /** SHA-256 of architecture, weights and initial voltages. */
  readonly networkDigest: string;
  /** SHA-256 of the images and labels that are shown. */
  readonly imagesDigest: string;
}
