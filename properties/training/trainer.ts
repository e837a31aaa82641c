import type fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import type { crossEntropy } from '../../src/simulator/training/loss.ts';
import type { GradientAccumulator, gradientOf } from '../../src/simulator/training/micro-batch.ts';
import type { stepRmsprop } from '../../src/simulator/training/rmsprop.ts';
import type { startTraining, trainEpoch } from '../../src/simulator/training/train.ts';

/**
 * A trainer of networks, in the pieces that laws judge. It is not a capability of `Implementation`, because
 * these laws inspect gradients and the optimizer's mean squares, which no simulator exposes through the protocol. A
 * mutant differs from the reference in one piece. The fast engine brings its own `accumulateGradients`.
 */
export interface Trainer {
  readonly name: string;
  readonly startTraining: typeof startTraining;
  /** Laws always pass the trainer's own `accumulateGradients`, or one that observes it. */
  readonly trainEpoch: typeof trainEpoch;
  readonly accumulateGradients: GradientAccumulator;
  readonly gradientOf: typeof gradientOf;
  readonly crossEntropy: typeof crossEntropy;
  readonly stepRmsprop: typeof stepRmsprop;
}

/** A law about training. */
export interface TrainingLaw extends Pick<Law, 'id' | 'clause' | 'statement' | 'leastRuns'> {
  readonly property: (trainer: Trainer) => fc.IAsyncProperty<unknown>;
}
