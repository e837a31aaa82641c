import type { Precision } from '../../base/precision.ts';
import type { InitialVoltage } from '../network/build.ts';
import { tutorialPoint } from '../network/effective.ts';
import { kerasRmsprop, type RmspropSettings } from './rmsprop.ts';

export interface Recipe {
  /** Seed of the initial network and of the order of the images, whole, 0 or more. */
  readonly seed: number;
  /**
   * Spike amplitude, above 0. Larger values make initial weights and optimizer steps too large unless they are
   * rescaled; see `optimizer`.
   */
  readonly amplitude: number;
  /** Number of images per optimizer step, whole, 1 or more. Larger batches make fewer steps with less noise. */
  readonly batchSize: number;
  /** Whether an epoch shows the images in the order of the list, or shuffled by the seed. */
  readonly order: 'given' | 'shuffled';
  /** Settings of the optimizer, and the rescaling of weights that receive spikes. */
  readonly optimizer: RmspropSettings;
  readonly initialVoltage: InitialVoltage;
  readonly precision: Precision;
}

/** The recipe of the tutorial: seed 0, amplitude 0.01, batches of 200, RMSprop as in Keras, float32. */
export const tutorialRecipe: Recipe = {
  seed: 0,
  amplitude: 0.01,
  batchSize: 200,
  order: 'shuffled',
  optimizer: kerasRmsprop,
  initialVoltage: 'uniform',
  precision: tutorialPoint.precision,
};
