import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scaleFiringRates } from '../../scripts/change-network.ts';
import { parseNpy } from '../../src/base/npy.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runSpiking } from '../../src/simulator/network/run.ts';
import { readImages } from '../../src/study/dataset/images-folder.ts';
import { readOutBy } from '../../src/study/explanation/measure-changed.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

describe('scaled firing rates', () => {
  it('are larger currents and smaller spikes', () => {
    const network = build(miniature, 1);
    const image = Uint8Array.from({ length: 784 }, (_, pixel) => (pixel * 37) % 256);
    const run = (one: Network, amplitude: number) =>
      runSpiking(foldForSpikes(one, { ...tutorialPoint, amplitude }), image);
    const times4 = (values: Network['layers'][number]['kernel']) => values.map((value) => 4 * value);
    const layers = network.layers.map(({ kernel, kernelBias, neuronBias }) => ({
      kernel: times4(kernel),
      kernelBias: times4(kernelBias),
      neuronBias: times4(neuronBias),
    }));
    const [scaled, expected] = [run(scaleFiringRates(network, 4), 0.02), run({ ...network, layers }, 0.02 / 4)];
    expect(scaled.spikeCounts).toEqual(expected.spikeCounts);
    expect(scaled.predicted).toBe(expected.predicted);
  });
});

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
