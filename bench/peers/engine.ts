import { Worker } from 'node:worker_threads';
import { openTrainingPool } from '../../src/engine/training-pool.ts';
import type { Architecture } from '../../src/simulator/network/architecture.ts';
import { microBatchSize } from '../../src/simulator/training/micro-batch.ts';
import type { Order } from './engine-thread.ts';
import { type Classified, imagesPerBlock, joinBlocks, type MeasuredCode } from './measured-code.ts';

/** The engine on several threads, each of which takes the next block of images as soon as it is free. */
export function engineCode(weights: string, architecture: Architecture, workers: number): MeasuredCode {
  const start = () => new Worker(new URL('./engine-thread.js', import.meta.url), { workerData: weights });
  const threads = Array.from({ length: workers }, start);
  return {
    prepare: async ({ amplitude, steps }) => {
      const none = { amplitude, steps, images: new Uint8Array(0) };
      await Promise.all(threads.map((thread) => ask(thread, none)));
      return (images) => classifyInBlocks(threads, images, { amplitude, steps });
    },
    openTraining: (examples, amplitude, batchSize) => {
      const mostMicroBatches = Math.ceil(batchSize / microBatchSize);
      return openTrainingPool(architecture, amplitude, examples, { workers, mostMicroBatches });
    },
    stop: async () => {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

async function classifyInBlocks(
  threads: readonly Worker[],
  images: readonly Uint8Array[],
  point: Pick<Order, 'amplitude' | 'steps'>,
): Promise<Classified> {
  const blocks = Array.from({ length: Math.ceil(images.length / imagesPerBlock) }, (_, block) =>
    concatenate(images.slice(block * imagesPerBlock, (block + 1) * imagesPerBlock)),
  );
  const parts: Classified[] = [];
  let next = 0;
  const work = async (thread: Worker) => {
    for (let block = next++; block < blocks.length; block = next++)
      parts[block] = await ask(thread, { ...point, images: blocks[block] as Uint8Array });
  };
  await Promise.all(threads.map(work));
  return joinBlocks(parts);
}

function concatenate(images: readonly Uint8Array[]): Uint8Array {
  const size = images[0]?.length ?? 0;
  const array = new Uint8Array(size * images.length);
  for (const [index, image] of images.entries()) array.set(image, index * size);
  return array;
}

function ask(thread: Worker, order: Order): Promise<Classified> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('message', (answer: Classified) => {
      thread.off('error', reject);
      resolve(answer);
    });
    thread.postMessage(order);
  });
}
