import { parentPort, workerData } from 'node:worker_threads';
import { createEngine, type PreparedNetwork } from '../../src/engine/engine.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

/** A block of images to classify, in one array. A block without images only prepares the network. */
export interface Order {
  readonly amplitude: number;
  readonly steps: number;
  readonly images: Uint8Array;
}

// this file runs in a thread and answers each message with the classes of its images
const network = readNetwork(workerData as string);
const engine = await createEngine();
const imageSize = 784;
let prepared: PreparedNetwork | undefined;

parentPort?.on('message', ({ amplitude, steps, images }: Order) => {
  // all orders have the same settings
  prepared ??= engine.prepare(foldForSpikes(network, { ...tutorialPoint, amplitude, steps }));
  if (prepared.path !== 'fast') throw new Error(`the engine does not run this network: ${prepared.reason}`);
  const predicted: number[] = [];
  for (let start = 0; start < images.length; start += imageSize)
    predicted.push(prepared.runSpiking(images.subarray(start, start + imageSize)).predicted);
  parentPort?.postMessage(predicted);
});
