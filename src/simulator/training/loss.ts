import { exp, log } from '../../base/elementary.ts';
import type { FloatArray, Precision } from '../../base/precision.ts';
import { requireBelow, requireWhole } from '../../base/requirement.ts';

/**
 * Softmax cross-entropy of one image of a batch; definition: T1. The largest logit is subtracted first, so the
 * exponentials cannot overflow.
 *
 *   p = e^logit / Σ e^logit,   loss = −ln p[label],   gradient = (p − [class is label]) / batch size
 *
 * Computed in float64; the gradient is rounded once.
 *
 * @param logits - read-out [class]
 * @param label - the correct class
 * @param batchSize - number of images over which the loss is averaged
 * @throws {Refusal} if the label is not the index of a class
 * @example crossEntropy([0, 0], 0, 1, float64) // { loss: 0.6931471805599453, gradient: [-0.5, 0.5] }
 * @see Bridle (1990); Keras `SparseCategoricalCrossentropy(from_logits=True)`
 */
export function crossEntropy(logits: ArrayLike<number>, label: number, batchSize: number, { array }: Precision): Loss {
  requireWhole('label', 0, label);
  requireBelow('label', logits.length, label);
  const largest = Math.max(...Array.from(logits));
  const powers = Array.from(logits, (logit) => exp(logit - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return {
    loss: log(sum) - ((logits[label] as number) - largest),
    gradient: array.from(powers, (power, index) => (power / sum - (index === label ? 1 : 0)) / batchSize),
  };
}

export interface Loss {
  /** −ln(probability of the correct class), 0 or more. */
  readonly loss: number;
  /** Derivative of the mean loss of the batch with respect to the read-out [class]. */
  readonly gradient: FloatArray;
}
