import type { Precision } from '../../base/precision.ts';
import type { InitialVoltage } from '../network/build.ts';
import { tutorialPoint } from '../network/effective.ts';
import { kerasRmsprop, type RmspropSettings } from './rmsprop.ts';

/** The recipe by which a network is trained. */
export interface Recipe {
  /** Seed of the start and of the order of the images, whole, 0 or more. */
  readonly seed: number;
  /** Spike amplitude, above 0. Larger makes start and steps too large for the weights fed by spikes, see `optimizer`. */
  readonly amplitude: number;
  /** Number of images before the weights are changed, whole, 1 or more. Larger steps less often and more surely. */
  readonly batchSize: number;
  /** How far each step goes, and for which amplitude that is meant. */
  readonly optimizer: RmspropSettings;
  /** Where the voltages of the trained network start. */
  readonly initialVoltage: InitialVoltage;
  /** To which every operation is rounded. */
  readonly precision: Precision;
}

/** The recipe of the tutorial: seed 0, amplitude .01, batches of 200, RMSprop as in Keras, float32. */
export const tutorialRecipe: Recipe = {
  seed: 0,
  amplitude: 0.01,
  batchSize: 200,
  optimizer: kerasRmsprop,
  initialVoltage: 'uniform',
  precision: tutorialPoint.precision,
};
