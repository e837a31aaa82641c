import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Order } from './engine-thread.ts';

/** Number of images that a thread receives at a time. */
const imagesPerBlock = 20;

/** The engine on several threads, each of which takes the next block of images as soon as it is free. */
export interface EngineThreads {
  readonly prepare: (point: Omit<Order, 'images'>) => Promise<void>;
  /** Class [image]. */
  readonly classify: (images: readonly Uint8Array[], point: Omit<Order, 'images'>) => Promise<number[]>;
  readonly stop: () => void;
}

export function startEngine(weights: string, workers: number): EngineThreads {
  const start = () => new Worker(new URL('./engine-thread.js', import.meta.url), { workerData: weights });
  const threads = Array.from({ length: workers }, start);
  return {
    prepare: async (point) => {
      await Promise.all(threads.map((thread) => ask(thread, { ...point, images: new Uint8Array(0) })));
    },
    classify: async (images, point) => {
      const blocks = Array.from({ length: Math.ceil(images.length / imagesPerBlock) }, (_, block) =>
        Buffer.concat(images.slice(block * imagesPerBlock, (block + 1) * imagesPerBlock)),
      );
      const classes: number[][] = [];
      let next = 0;
      const work = async (thread: Worker) => {
        for (let block = next++; block < blocks.length; block = next++)
          classes[block] = await ask(thread, { ...point, images: blocks[block] as Buffer });
      };
      await Promise.all(threads.map(work));
      return classes.flat();
    },
    stop: () => threads.forEach((thread) => void thread.terminate()),
  };
}

async function ask(thread: Worker, order: Order): Promise<number[]> {
  thread.postMessage(order);
  const [classes] = await once(thread, 'message'); // rejects on the event `error`
  return classes;
}
