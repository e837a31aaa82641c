import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadMnist } from '../../src/dataset/mnist.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, tutorialPoint } from '../../src/network/effective.ts';
import { readNetwork } from '../../src/network/folder.ts';
import { parseNpy } from '../../src/network/npy.ts';

describe('the engine on all of MNIST', () => {
  it('gives the class of NengoDL on all 10,000 test images', { timeout: 300_000 }, async () => {
    const network = (await createEngine()).prepare(foldForSpikes(readNetwork('fixtures/nengo-dl'), tutorialPoint));
    const { images } = loadMnist('test');
    const { data } = parseNpy(readFileSync('fixtures/nengo-dl/predicted.npy'), 'predicted.npy');
    expect(images.map((image) => network.runSpiking(image).predicted)).toEqual(Array.from(data));
  });
});
