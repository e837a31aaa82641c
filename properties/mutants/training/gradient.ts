import { power } from '../../../src/base/elementary.ts';
import type { FloatArray } from '../../../src/base/precision.ts';
import type { LayerWeights } from '../../../src/simulator/network/network.ts';
import { tune } from '../../../src/simulator/neuron/tuning.ts';
import {
  accumulateGradients,
  type GradientAccumulator,
  gradientOf,
  type MicroBatch,
} from '../../../src/simulator/training/micro-batch.ts';
import { addParameters, type Parameters } from '../../../src/simulator/training/parameters.ts';
import type { Trainer } from '../../training/trainer.ts';
import { mutant } from './mutant.ts';

export const gradientMutants: readonly Trainer[] = [
  withHiddenGradient('kernel gradient without the gain', (values, field, gain) =>
    field === 'kernel' ? values.map((value) => value / gain) : values,
  ),
  withHiddenGradient('kernel biases not trained', (values, field) =>
    field === 'kernelBias' ? values.map(() => 0) : values,
  ),
  mutant('derivative without the amplitude', {
    accumulateGradients: (network, microBatches, batchSize, recipe) =>
      accumulateGradients(network, microBatches, batchSize, recipe).map((part) =>
        withoutAmplitude(part, recipe.amplitude),
      ),
  }),
  mutant('errors not cleared between micro-batches', {
    accumulateGradients: (network, microBatches, batchSize, recipe) => {
      let before: MicroBatch | undefined;
      return accumulateGradients(network, microBatches, batchSize, recipe).map((part) => {
        before = before ? { ...part, sums: addParameters(part.sums, before.sums, recipe.precision) } : part;
        return before;
      });
    },
  }),
  mutant('mean over the micro-batch instead of the batch', {
    accumulateGradients: (network, microBatches, _, recipe) =>
      microBatches.flatMap((part) => accumulateGradients(network, [part], part.length, recipe)),
  }),
  mutant('errors that remember the batch before', { accumulateGradients: remembering() }),
];

/** Changes the gradient of the arrays of hidden layers. */
function withHiddenGradient(
  name: string,
  change: (values: FloatArray, field: keyof LayerWeights, gain: number) => FloatArray,
): Trainer {
  return mutant(name, {
    gradientOf: (microBatches, network, recipe) => {
      const gradient = gradientOf(microBatches, network, recipe);
      const { gain } = tune(network.architecture.neuron, network.architecture.neuron);
      const layers = gradient.layers.map(({ kernel, kernelBias, neuronBias }) => ({
        kernel: change(kernel, 'kernel', gain),
        kernelBias: change(kernelBias, 'kernelBias', gain),
        neuronBias: change(neuronBias, 'neuronBias', gain),
      }));
      return { ...gradient, layers };
    },
  });
}

/** In backpropagation, the gradient lacks one factor of the amplitude per layer. */
function withoutAmplitude(part: MicroBatch, amplitude: number): MicroBatch {
  const layers = part.sums.layers.map(({ kernel, kernelBias, neuronBias }, index, all) => {
    const lacking = power(amplitude, all.length - index);
    const divided = (values: FloatArray) => values.map((value) => value / lacking);
    return { kernel: divided(kernel), kernelBias: divided(kernelBias), neuronBias: divided(neuronBias) };
  });
  return { ...part, sums: { ...part.sums, layers } satisfies Parameters };
}

/** A workspace that is not cleared after the last micro-batch of a batch. */
function remembering(): GradientAccumulator {
  let left: MicroBatch | undefined;
  return (network, microBatches, batchSize, recipe) => {
    const parts = accumulateGradients(network, microBatches, batchSize, recipe);
    const [first, ...others] = parts as [MicroBatch, ...MicroBatch[]];
    const fits = left?.sums.readout.weight.length === first.sums.readout.weight.length;
    const sums =
      left && fits
        ? { ...first.sums, readout: addParameters(first.sums, left.sums, recipe.precision).readout }
        : first.sums;
    left = parts.at(-1);
    return [{ ...first, sums }, ...others];
  };
}
