import { parentPort, workerData } from 'node:worker_threads';
import type { Architecture } from '../simulator/network/architecture.ts';
import type { Example } from '../simulator/training/gradient.ts';
import type { Parameters } from '../simulator/training/parameters.ts';
import { createGradientAccumulator, type FoldedNetwork } from './gradient-accumulator.ts';
import { compile } from './kernel.ts';

/** What a training thread receives when it starts. */
export interface TrainingThreadStart {
  readonly architecture: Architecture;
  readonly amplitude: number;
}

/** A micro-batch whose gradients a thread sums. */
export interface TrainingTask {
  /** Number of the batch. A new batch has new weights. */
  readonly batch: number;
  readonly network: FoldedNetwork;
  readonly examples: readonly Example[];
  /** Number of images over which the loss is averaged. */
  readonly batchSize: number;
  /** Receives the sums, in memory that threads share. */
  readonly sums: Parameters;
}

// this file runs in the thread: it sums the gradients of one micro-batch after another
const { architecture, amplitude } = workerData as TrainingThreadStart;
const accumulator = createGradientAccumulator(architecture, amplitude, await compile());
let current = 0;

parentPort?.on('message', ({ batch, network, examples, batchSize, sums }: TrainingTask) => {
  if (batch !== current) accumulator.use(network);
  current = batch;
  parentPort?.postMessage(accumulator.sum(examples, batchSize, sums));
});
