import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadMnist } from '../../src/dataset/mnist.ts';
import { nengoDlDirectory } from '../../src/dataset/package-root.ts';
import { type EffectiveNetwork, foldForSpikes, tutorialPoint } from '../../src/network/effective.ts';
import { readNetwork } from '../../src/network/folder.ts';
import { type NpyArray, parseNpy } from '../../src/network/npy.ts';

/** Neurons of the network: 21,632, 9,216 and 3,200 in its three layers. */
export const neurons = 34_048;

/** What NengoDL answered, by the name of the file in `fixtures/nengo-dl`. */
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
