import { parentPort, workerData } from 'node:worker_threads';
import { sizeOf } from '../simulator/network/architecture.ts';
import { build } from '../simulator/network/build.ts';
import type { Example } from '../simulator/training/gradient.ts';
import { createGradientAccumulator } from './gradient-accumulator.ts';
import { compile } from './kernel.ts';
import {
  joinParameters,
  splitParameters,
  type TrainingAnswer,
  type TrainingTask,
  type TrainingThreadStart,
} from './training-messages.ts';

/** A thread of the training pool: sums the gradients of one micro-batch after another. */
const { architecture, amplitude, images, offsets, labels, parameters, sums } = workerData as TrainingThreadStart;
const shape = build(architecture, 0, { initialVoltage: 'zero' });
const current = splitParameters(new Float32Array(parameters), shape);
const accumulator = createGradientAccumulator(architecture, amplitude, await compile());
const imageSize = sizeOf(architecture.input);
const allSums = new Float32Array(sums);
const size = parameters.byteLength / 4;
let batch = 0;

parentPort?.on('message', (task: TrainingTask) => {
  if (task.batch !== batch) accumulator.use(current);
  batch = task.batch;
  const examples = Array.from(
    task.images,
    (index): Example => ({
      image: new Uint8Array(images, offsets[index], imageSize),
      label: new Uint8Array(labels)[index] as number,
    }),
  );
  const { sums: gradients, loss, correct } = accumulator.sum(examples, task.batchSize);
  joinParameters(gradients, allSums.subarray(task.index * size, (task.index + 1) * size));
  parentPort?.postMessage({ loss, correct } satisfies TrainingAnswer);
});
