import type { Network } from '../../src/simulator/network/network.ts';
import type { Example } from '../../src/simulator/training/gradient.ts';
import type { GradientAccumulator, MicroBatch } from '../../src/simulator/training/micro-batch.ts';
import type { Training } from '../../src/simulator/training/train.ts';
import type { Course } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import { changed, sameBits } from './plain-parameters.ts';
import type { Trainer, TrainingLaw } from './trainer.ts';

/** The micro-batches that a trainer requests for one batch. */
export interface AskedBatch {
  readonly microBatches: readonly (readonly Example[])[];
  readonly batchSize: number;
}

/** Trains for some epochs with the trainer's own gradients. */
export async function afterEpochs(
  trainer: Trainer,
  training: Training,
  examples: readonly Example[],
  epochs: number,
): Promise<Training> {
  let current = training;
  for (let epoch = 0; epoch < epochs; epoch++)
    current = (await trainer.trainEpoch(current, examples, trainer.accumulateGradients)).training;
  return current;
}

/** The micro-batches that a trainer requests in some epochs [epoch][batch]. */
export async function batchesOf(
  trainer: Trainer,
  start: Training,
  examples: Course['examples'],
  epochs: number,
): Promise<AskedBatch[][]> {
  let training = start;
  const asked: AskedBatch[][] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const batches: AskedBatch[] = [];
    const watch: GradientAccumulator = (network, microBatches, batchSize) => {
      batches.push({ microBatches, batchSize });
      return microBatches.map((_, part) => madeUpSums(network, part));
    };
    ({ training } = await trainer.trainEpoch(training, examples, watch));
    asked.push(batches);
  }
  return asked;
}

/** Arbitrary sums instead of gradients: quarters from −5/4 to 5/4. */
export function madeUpSums(network: Network, part: number): MicroBatch {
  const sums = changed(network, (values, array) =>
    values.map((_, index) => (((7 * index + 3 * part + 5 * array) % 11) - 5) / 4),
  );
  return { sums, loss: 1, correct: 0 };
}

/** Refutes unless two states of training have the same bits. */
export function requireSameTraining(law: TrainingLaw, expected: Training, got: Training): void {
  const holds = sameBits(expected.parameters, got.parameters) && sameBits(expected.meanSquare, got.meanSquare);
  requireThat(holds && expected.epoch === got.epoch, law, () => ({
    expected: expected.parameters,
    got: got.parameters,
  }));
}
