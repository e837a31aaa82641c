import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseNpy } from '../../src/base/npy.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { readImages } from '../../src/study/dataset/images-folder.ts';
import { readOutBy } from '../../src/study/explanation/measure-changed.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

describe('the network that SpikingJelly trained', () => {
  it('gives every digit the class that SpikingJelly gives it, if it has no floor and the read-out is the mean', async () => {
    const folder = 'fixtures/networks/spikingjelly';
    const network = readNetwork(folder);
    const { images } = readImages('fixtures/digits-8x8', 1797, network.architecture);
    const { data } = parseNpy(readFileSync(`${folder}/predicted.npy`), folder);
    // the read-out lags by a step, so its mean over the 30 steps of SpikingJelly needs 31
    const point = { ...tutorialPoint, amplitude: 0.001, minVoltage: Number.NEGATIVE_INFINITY, steps: 31 };
    const { runSpiking: run } = (await createEngine()).prepare(foldForSpikes(readOutBy(network, null), point));
    const predicted = images.slice(1297).map((image) => run(image).predicted);
    expect(predicted).toEqual([...data]);
  });
});
