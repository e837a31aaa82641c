import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../../src/engine/engine.ts';
import type { PreparedNetwork } from '../../src/engine/prepared.ts';
import { foldForSpikes, type OperatingPoint, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { type Classified, joinBlocks } from './measured-code.ts';

/** A block of images to classify, in one array. A block without images only prepares the network. */
export interface Order {
  readonly amplitude: number;
  readonly steps: number;
  readonly images: Uint8Array;
}

// this file runs in a thread and answers each message with the classes and spikes of its images
const network = readNetwork(workerData as string);
const engine = await createEngine();
const imageSize = 784;
let ready: { readonly amplitude: number; readonly steps: number; readonly prepared: PreparedNetwork } | undefined;

function prepare({ amplitude, steps }: Pick<OperatingPoint, 'amplitude' | 'steps'>): PreparedNetwork {
  if (ready?.amplitude === amplitude && ready.steps === steps) return ready.prepared;
  const prepared = engine.prepare(foldForSpikes(network, { ...tutorialPoint, amplitude, steps }));
  if (prepared.path !== 'fast') throw new Error(`the engine does not run this network: ${prepared.reason}`);
  ready = { amplitude, steps, prepared };
  return prepared;
}

parentPort?.on('message', ({ amplitude, steps, images }: Order) => {
  const prepared = prepare({ amplitude, steps });
  const parts: Classified[] = [];
  for (let start = 0; start < images.length; start += imageSize) {
    const { predicted, spikeCounts } = prepared.runSpiking(images.subarray(start, start + imageSize));
    parts.push({ predicted: [predicted], spikes: spikeCounts.reduce((sum, count) => sum + count, 0) });
  }
  parentPort?.postMessage(joinBlocks(parts));
});
