import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { type EffectiveNetwork, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { type NpyArray, parseNpy } from '../../src/study/network/npy.ts';

/** Number of neurons in all three layers: 21,632 + 9,216 + 3,200. */
export const neurons = 34_048;

/** A recorded answer of NengoDL, by file name in `fixtures/networks/nengo-dl`. */
export function answer(name: string): NpyArray['data'] {
  const file = join(nengoDlDirectory(), `${name}.npy`);
  return parseNpy(readFileSync(file), file).data;
}

/** What NengoDL answered with synapses between layers, as `synapse.json` contains it. */
export const synapsePoints: readonly {
  readonly amplitude: number;
  readonly synapseSeconds: number;
  readonly accuracy: number;
  readonly predicted: string;
  /** Spikes [image][layer]. */
  readonly layerSpikes: readonly number[][];
}[] = JSON.parse(readFileSync(join(nengoDlDirectory(), 'synapse.json'), 'utf8')).points;

const network = readNetwork(nengoDlDirectory());

/** The network that NengoDL trained at amplitude 0.01, prepared for any amplitude and for synapses between layers. */
export function trainedNetwork(amplitude: number, synapseSeconds = 0): EffectiveNetwork {
  return foldForSpikes(network, { ...tutorialPoint, amplitude, synapseSeconds });
}

/** The images of NengoDL's recorded answers. */
export const images: readonly Uint8Array[] = loadMnist('test').images;
