import { tune } from '../../src/simulator/neuron/tuning.ts';
import { crossEntropy } from '../../src/simulator/training/loss.ts';
import { accumulateGradients, type GradientAccumulator, gradientOf } from '../../src/simulator/training/micro-batch.ts';
import { mapParameters } from '../../src/simulator/training/parameters.ts';
import { stepRmsprop } from '../../src/simulator/training/rmsprop.ts';
import { startTraining, trainEpoch } from '../../src/simulator/training/train.ts';
import type { Trainer } from '../training/trainer.ts';
import { epochWith } from './epoch.ts';
import { lifOnTape, type NeuronOnTape, tapedLoss } from './taped-loss.ts';

/** The readable trainer. */
export const referenceTrainer: Trainer = {
  name: 'lifspec reference',
  startTraining,
  trainEpoch,
  accumulateGradients,
  gradientOf,
  crossEntropy,
  stepRmsprop,
};

/**
 * A trainer whose gradient comes from a tape of single operations, with any neuron. With the LIF neuron it is a
 * control: correct, but written differently.
 */
export function tapedTrainer(name: string, neuronOnTape: NeuronOnTape = lifOnTape): Trainer {
  const accumulateGradients: GradientAccumulator = (network, microBatches, batchSize, { amplitude, precision }) => {
    const { gain } = tune(network.architecture.neuron, network.architecture.neuron);
    return microBatches.map((examples) => {
      const taped = examples.map((example) => tapedLoss(network, example, amplitude, neuronOnTape));
      let array = 0;
      const sums = mapParameters(network, (values) => {
        const index = array++;
        // the sums are of effective weights, without the gain that only kernels of hidden layers have
        const units = batchSize * (index % 3 === 0 && index < 3 * network.layers.length ? gain : 1);
        return precision.array.from(values, (_, offset) => {
          return taped.reduce((sum, { gradient }) => sum + (gradient[index]?.[offset] as number), 0) / units;
        });
      });
      return { sums, loss: taped.reduce((sum, { loss }) => sum + loss, 0), correct: 0 };
    });
  };
  return { ...referenceTrainer, name, accumulateGradients };
}

/** Correct trainers that compute differently: every law must hold for them. */
export const trainingControls: readonly Trainer[] = [
  tapedTrainer('gradient from a tape of single operations'),
  { ...referenceTrainer, name: 'epoch assembled from its parts', trainEpoch: epochWith() },
];
