import type fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import type { Example, GradientAccumulator } from '../../src/simulator/training/gradient.ts';
import type { startTraining, Training, trainEpoch } from '../../src/simulator/training/train.ts';

/**
 * A trainer of networks, in the pieces that laws judge. It is not a capability of `Implementation`, because
 * these laws compare weights bit for bit and observe the order of images, which no simulator exposes through the
 * protocol. A mutant differs from the reference in one piece.
 */
export interface Trainer {
  readonly name: string;
  readonly startTraining: typeof startTraining;
  /** Laws always pass the trainer's own `accumulateGradients`, or one that observes it. */
  readonly trainEpoch: typeof trainEpoch;
  readonly accumulateGradients: GradientAccumulator;
}

/** A law about training. */
export interface TrainingLaw extends Pick<Law, 'id' | 'clause' | 'statement' | 'leastRuns'> {
  readonly property: (trainer: Trainer) => fc.IAsyncProperty<unknown>;
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
