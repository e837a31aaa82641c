import { foldForRates, tutorialPoint } from '../network/effective.ts';
import type { Network } from '../network/network.ts';
import { tune } from '../neuron/tuning.ts';
import { addGradients, type Example, parameterGradient } from './gradient.ts';
import { addParameters, type Parameters, zeroParameters } from './parameters.ts';
import type { Recipe } from './recipe.ts';

/** Sums the gradients of each micro-batch, image by image. */
export function accumulateGradients(
  network: Network,
  microBatches: readonly (readonly Example[])[],
  batchSize: number,
  { amplitude, precision }: Recipe,
): MicroBatch[] {
  const effective = foldForRates(network, { ...tutorialPoint, amplitude, precision });
  return microBatches.map((examples) => {
    const sums = zeroParameters(network, precision);
    const results = examples.map((example) => addGradients(effective, example, batchSize, sums));
    return {
      sums,
      loss: results.reduce((total, { loss }) => total + loss, 0),
      correct: results.filter(({ correct }) => correct).length,
    };
  });
}

/**
 * Gradient of the mean loss of a batch, per parameter: the sums of its micro-batches, added in order.
 *
 * @param network - the network for which the sums were computed
 */
export function gradientOf(
  microBatches: readonly MicroBatch[],
  network: Network,
  { precision }: Pick<Recipe, 'precision'>,
): Parameters {
  // sums are never −0, so the first one need not be added to 0
  const [first, ...others] = microBatches;
  const sums = others.reduce(
    (total, part) => addParameters(total, part.sums, precision),
    first?.sums ?? zeroParameters(network, precision),
  );
  const { neuron } = network.architecture;
  return parameterGradient(sums, tune(neuron, neuron).gain, precision);
}

/** Gradients and losses, summed over a few images. */
export interface MicroBatch {
  /** Gradients as `addGradients` sums them. */
  readonly sums: Parameters;
  readonly loss: number;
  readonly correct: number;
}

/** Number of images whose gradients are summed one by one. The sums of micro-batches are then added in order. */
export const microBatchSize = 20;

/** Sums the gradients of each micro-batch: `accumulateGradients`, or a fast engine on several workers. */
export type GradientAccumulator = (
  network: Network,
  microBatches: readonly (readonly Example[])[],
  batchSize: number,
  recipe: Recipe,
) => MicroBatch[] | Promise<MicroBatch[]>;
