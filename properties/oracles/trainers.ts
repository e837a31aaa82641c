import { crossEntropy } from '../../src/simulator/training/loss.ts';
import { accumulateGradients, gradientOf } from '../../src/simulator/training/micro-batch.ts';
import { stepRmsprop } from '../../src/simulator/training/rmsprop.ts';
import { startTraining, trainEpoch } from '../../src/simulator/training/train.ts';
import type { Trainer } from '../training/trainer.ts';
import { epochWith } from './epoch.ts';

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

/** Correct trainers that compute differently: every law must hold for them. */
export const trainingControls: readonly Trainer[] = [
  { ...referenceTrainer, name: 'epoch assembled from its parts', trainEpoch: epochWith() },
];
