import { parentPort, workerData } from 'node:worker_threads';
import type { Architecture } from '../simulator/network/architecture.ts';
import type { Example } from '../simulator/training/gradient.ts';
import type { MicroBatch } from '../simulator/training/micro-batch.ts';
import type { Parameters } from '../simulator/training/parameters.ts';
import { copyParameters, createGradientAccumulator } from './gradient-accumulator.ts';
import { compile } from './kernel.ts';

/** What a training thread receives when it starts. */
export interface TrainingThreadStart {
  readonly architecture: Architecture;
  readonly amplitude: number;
}

/** A micro-batch whose gradients a thread sums. */
export interface TrainingTask {
  /** Number of the batch. A new batch has new parameters. */
  readonly batch: number;
  readonly parameters: Parameters;
  /** Receives the sums. */
  readonly sums: Parameters;
  readonly examples: readonly Example[];
  /** Number of images over which the loss is averaged. */
  readonly batchSize: number;
}

/** What a thread answers, besides the sums. */
export type TrainingAnswer = Omit<MicroBatch, 'sums'>;

// this file runs in the thread: it sums the gradients of one micro-batch after another
const { architecture, amplitude } = workerData as TrainingThreadStart;
const accumulator = createGradientAccumulator(architecture, amplitude, await compile());
let current = 0;

parentPort?.on('message', ({ batch, parameters, sums, examples, batchSize }: TrainingTask) => {
  if (batch !== current) accumulator.use(parameters);
  current = batch;
  const { sums: summed, ...answer } = accumulator.sum(examples, batchSize);
  copyParameters(summed, sums);
  parentPort?.postMessage(answer satisfies TrainingAnswer);
});
