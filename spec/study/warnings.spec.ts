import { describe, expect, it } from 'vitest';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { measureRates } from '../../src/study/explanation/measure-rates.ts';
import { warnAbout } from '../../src/study/explanation/warnings.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

const network = readNetwork(nengoDlDirectory());
const images = loadMnist('test').images.slice(0, 10);
const rightOnes = (count: number) => images.map((_, image) => (image < count ? 1 : 0));

/** A network with the values of one kernel multiplied. */
function scaled(layer: number, factor: number, { layers, ...rest } = network): Network {
  return {
    ...rest,
    layers: layers.map((one, index) =>
      index === layer ? { ...one, kernel: one.kernel.map((value) => factor * value) } : one,
    ),
  };
}

async function warningsOf(one: Network, right = 9): Promise<string> {
  const point = { ...tutorialPoint, amplitude: one.trainedAmplitude };
  return warnAbout(one, rightOnes(right), measureRates(await createEngine(), one, point, images), point).join('\n');
}

describe('the warnings of an explanation', () => {
  it("are none for NengoDL's network", async () => expect(await warningsOf(network)).toBe(''));

  it('name an array of zeros', async () => {
    expect(await warningsOf(scaled(1, 0))).toMatch(/^conv2_kernel contains only zeros\.$/m);
    const { weight, bias } = network.readout;
    const silenced = { ...network, readout: { weight: weight.map(() => 0), bias } };
    expect(await warningsOf(silenced)).toBe('dense_kernel contains only zeros.');
  });

  it('name a layer that hardly fires', async () => {
    expect(await warningsOf(scaled(0, 0))).toMatch(/^Layer 3: \d+\.\d % of the neurons fire for no image/m);
  });

  it('name layers whose weights are too small, such as those divided by 255 twice', async () => {
    expect(await warningsOf(scaled(0, 1 / 255))).toMatch(/^Layer 1: only 0\.\d+ spikes per neuron and image/);
  });

  it('name layers whose weights are too large, such as those of rectifiers for images of 0 to 1', async () => {
    const rectifiers = readNetwork('fixtures/networks/own-network/keras');
    expect(await warningsOf(rectifiers)).toBe('');
    expect(await warningsOf(scaled(0, 255, rectifiers))).toMatch(
      /^Layer 1: \d+\.\d % of the rates are above half of the highest/,
    );
  });

  it('say that the accuracy is close to chance', async () => {
    expect(await warningsOf(network, 1)).toMatch(/^As a rate network .* only 10\.0 % correctly/);
    expect(await warningsOf(network, 2)).toBe('');
  });
});
