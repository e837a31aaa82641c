import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NpyArray, parseNpy } from '../../src/base/npy.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { type EffectiveNetwork, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

/** Neurons of the network: 21,632, 9,216 and 3,200 in its three layers. */
export const neurons = 34_048;

/** What NengoDL answered, by the name of the file in `fixtures/networks/nengo-dl`. */
export function answer(name: string): NpyArray['data'] {
  const file = join(nengoDlDirectory(), `${name}.npy`);
  return parseNpy(readFileSync(file), file).data;
}

/** The network that NengoDL trained for amplitude .01, ready to run at any. */
export function trainedNetwork(amplitude: number): EffectiveNetwork {
  return foldForSpikes(readNetwork(nengoDlDirectory()), { ...tutorialPoint, amplitude });
}

/** The pictures that NengoDL was shown. */
export const images: readonly Uint8Array[] = loadMnist('test').images;
