import type { FloatArray, Precision } from '../../base/precision.ts';
import { requireBelow, requireNotNegative, requirePositive } from '../../base/requirement.ts';
import type { Network } from '../network/network.ts';
import { mapParameters, type ParameterKind, type Parameters } from './parameters.ts';

export interface RmspropSettings {
  /** Step length, above 0. Larger values learn faster and settle less precisely. */
  readonly learningRate: number;
  /** ρ: the fraction of the old mean square that remains, 0 or more, below 1. Larger values average over more steps. */
  readonly decay: number;
  /** ε, added under the root, 0 or more. Larger values slow down weights with small gradients. */
  readonly epsilon: number;
  /**
   * k: the amplitude relative to the one for which the other settings are intended, above 0. For weights that receive
   * spikes, the learning rate is divided by k and ε multiplied by k². At 1, nothing is rescaled; definition: T4.
   */
  readonly rescaling: number;
}

/** The settings of Keras 2.12, which the tutorial uses. */
export const kerasRmsprop: RmspropSettings = { learningRate: 0.001, decay: 0.9, epsilon: 1e-7, rescaling: 1 };

/**
 * Makes one step of RMSprop on an array of weights, in place; definition: T3.
 *
 *   m ← ρ · m + (1 − ρ) · g²,   w ← w − learning rate · g / √(m + ε)
 *
 * The settings are rounded to the precision first, then each operation.
 *
 * @param weights - w
 * @param gradient - g
 * @param meanSquare - m, 0 before the first step
 * @example
 * const [weights, meanSquare] = [Float64Array.of(1), Float64Array.of(0)];
 * stepRmsprop(weights, Float64Array.of(0.5), meanSquare, { learningRate: 0.1, decay: 0.75, epsilon: 0 }, float64);
 * [weights[0], meanSquare[0]] // [0.8, 0.0625]: m = 0.25 · 0.5², w = 1 − 0.1 · 0.5/√0.0625
 * @see Tieleman and Hinton (2012), lecture 6.5; Keras 2.12 keras/optimizers/rmsprop.py `RMSprop.update_step`
 */
export function stepRmsprop(
  weights: FloatArray,
  gradient: FloatArray,
  meanSquare: FloatArray,
  { learningRate, decay, epsilon }: Omit<RmspropSettings, 'rescaling'>,
  { round }: Precision,
): void {
  const rate = round(learningRate);
  const keep = round(decay);
  const take = round(1 - decay);
  const least = round(epsilon);
  for (let index = 0; index < weights.length; index++) {
    const slope = gradient[index] as number;
    const square = round(round(keep * (meanSquare[index] as number)) + round(take * round(slope * slope)));
    const change = round(round(rate * slope) / round(Math.sqrt(round(square + least))));
    meanSquare[index] = square;
    weights[index] = round((weights[index] as number) - change);
  }
}

/** A network in training, and the optimizer's memory. */
export interface Progress {
  /** w of every weight and bias. */
  readonly network: Network;
  /** m of every weight and bias. */
  readonly meanSquare: Parameters;
}

/**
 * Makes one step of RMSprop on all parameters of a network and returns the new state.
 *
 * @throws {Refusal} if a setting is outside its range
 */
export function stepOptimizer(
  progress: Progress,
  gradient: Parameters,
  settings: RmspropSettings,
  precision: Precision,
): Progress {
  requireRmsprop(settings);
  const meanSquare = mapParameters(progress.meanSquare, (squares) => squares.slice());
  const step = (before: FloatArray, kind: ParameterKind, others: readonly FloatArray[]) => {
    const [slopes, squares] = others as [FloatArray, FloatArray];
    const weights = before.slice();
    stepRmsprop(weights, slopes, squares, settingsFor(kind, settings), precision);
    return weights;
  };
  const parameters = mapParameters(progress.network, step, gradient, meanSquare);
  return { network: { ...progress.network, ...parameters }, meanSquare };
}

function settingsFor(kind: ParameterKind, settings: RmspropSettings): RmspropSettings {
  if (kind !== 'fed by spikes') return settings;
  const { learningRate, epsilon, rescaling } = settings;
  return { ...settings, learningRate: learningRate / rescaling, epsilon: epsilon * (rescaling * rescaling) };
}

export function requireRmsprop({ learningRate, decay, epsilon, rescaling }: RmspropSettings): void {
  requirePositive('learningRate', learningRate);
  requireNotNegative('decay', decay);
  requireBelow('decay', 1, decay);
  requirePositive('epsilon', epsilon); // 0/√0 is not defined
  requirePositive('rescaling', rescaling);
}
