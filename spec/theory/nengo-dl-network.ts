import { createEngine } from '../../src/engine/engine.ts';
import {
  type EffectiveNetwork,
  foldForSpikes,
  type OperatingPoint,
  tutorialPoint,
} from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

/** The network that NengoDL trained, and the first four test images. */
export const network = readNetwork('fixtures/networks/nengo-dl');
export const engine = await createEngine();
export const images = loadMnist('test').images.slice(0, 4);
export const seven = images[0] as Uint8Array;

export const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);
export const folded = (changed: Partial<OperatingPoint>): EffectiveNetwork =>
  foldForSpikes(network, { ...tutorialPoint, ...changed });
