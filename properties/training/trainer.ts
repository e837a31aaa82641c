import type fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import type { crossEntropy } from '../../src/simulator/training/loss.ts';
import type { GradientAccumulator, gradientOf } from '../../src/simulator/training/micro-batch.ts';
import type { stepRmsprop } from '../../src/simulator/training/rmsprop.ts';
import type { startTraining, trainEpoch } from '../../src/simulator/training/train.ts';

/**
 * What trains a network, in the pieces that laws speak of. It is not a capability of `Implementation`: these laws look
 * at gradients and at the optimizer's memory, which no simulator hands out over a pipe. A wrong trainer differs from the
 * right one in one piece; a fast one brings its own `accumulateGradients`.
 */
export interface Trainer {
  readonly name: string;
  readonly startTraining: typeof startTraining;
  /** Laws always hand it the trainer's own `accumulateGradients`, or one that watches. */
  readonly trainEpoch: typeof trainEpoch;
  readonly accumulateGradients: GradientAccumulator;
  readonly gradientOf: typeof gradientOf;
  readonly crossEntropy: typeof crossEntropy;
  readonly stepRmsprop: typeof stepRmsprop;
}

/** A law about training. */
export interface TrainingLaw extends Pick<Law, 'id' | 'claim' | 'statement'> {
  readonly property: (trainer: Trainer) => fc.IAsyncProperty<unknown>;
}
