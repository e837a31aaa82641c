import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseNpy } from '../../src/base/npy.ts';
import { packageRoot } from '../../src/base/package-root.ts';
import { float64 } from '../../src/base/precision.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { planLayers } from '../../src/simulator/network/architecture.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { argmax, readOut } from '../../src/simulator/network/dense.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { LayerWeights, Network } from '../../src/simulator/network/network.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { lifspec } from '../cli/command-line.ts';
import { describeSlow } from '../slow.ts';

const folder = 'fixtures/networks/own-network';
const readme = readFileSync('docs/own-network.md', 'utf8');
const scriptOf = (framework: string) => readFileSync(join(folder, `from-${framework}.py`), 'utf8');

describe.each(['keras', 'pytorch'])('the lines that export a network of %s', (framework) => {
  it('are those that docs/own-network.md shows, on one page', () => {
    const [, lines = ''] = /\n(def export[\s\S]*?)# end of export/.exec(scriptOf(framework)) ?? [];
    expect(lines.trimEnd().split('\n').length).toBeLessThan(35);
    expect(readme).toContain(lines.trimEnd());
  });
});

describe('the lines that export a Keras network', () => {
  it('use only functions of Keras 2, on which NengoDL depends', () => {
    const [, lines = ''] = /\n(def export[\s\S]*?)# end of export/.exec(scriptOf('keras')) ?? [];
    expect(lines.match(/\bkeras(?:\.\w+)+/g)).toEqual(['keras.Model']);
  });
});

const python = spawnSync('python3', ['--version']).status === 0;
const numpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;

/** Compares a layer after 3 × 3 pooling (11 rows, 10 columns) with the unpooled layer: first convolution, then dense. */
const comparison = `
import sys, numpy as np
exec(sys.stdin.read())
draw = np.random.default_rng(0).random
def convolve(x, kernel, stride):
    k, (rows, columns, _) = len(kernel), x.shape
    at = lambda r, c: np.tensordot(x[r : r + k, c : c + kernel.shape[1]], kernel, 3)
    return np.array([[at(r, c) for c in range(0, columns - kernel.shape[1] + 1, stride)] for r in range(0, rows - k + 1, stride)])
x = draw((11, 10, 2))
pooled = x[:9, :9].reshape(3, 3, 3, 3, 2).mean((1, 3))
for size, stride in ((2, 1), (1, 2)):
    kernel = draw((size, size, 2, 4))
    assert np.allclose(convolve(pooled, kernel, stride), convolve(x, unpooled(kernel, 3, (0, 0)), 3 * stride))
kernel = draw((3, 3, 2, 4))
assert np.allclose(convolve(pooled, kernel, 1), convolve(x, unpooled(kernel, 3, (2, 1)), 1))
`;

describe.skipIf(!numpy)('average pooling', () => {
  it.each(['keras', 'pytorch'])('is exactly a part of the next kernel: %s', (framework) => {
    const [, lines = ''] = /\n(def unpooled[\s\S]*?)\n\n/.exec(scriptOf(framework)) ?? [];
    execFileSync('python3', ['-c', comparison], { input: lines, cwd: packageRoot() });
  });
});

describe.skipIf(!python)('the export examples', () => {
  it.each(['keras', 'pytorch'])('are valid Python: %s', (framework) => {
    const parse = 'import ast, sys; ast.parse(sys.stdin.read())';
    execFileSync('python3', ['-c', parse], { input: scriptOf(framework), cwd: packageRoot() });
  });
});

describeSlow('networks that other frameworks trained', async () => {
  const folder = 'fixtures/networks/own-network';
  const { images, labels } = loadMnist('test');

  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });

  /** Fraction of the images that have the given class. */
  const agreement = (predicted: readonly number[], classes: ArrayLike<number>) =>
    predicted.filter((label, image) => label === classes[image]).length / predicted.length;

  /** The class that the network gives to an image if its neurons are rectifiers. */
  function classOfRectifiers({ architecture, layers, readout }: Network, image: Uint8Array): number {
    let signal: ArrayLike<number> = image;
    for (const [index, plan] of planLayers(architecture).entries()) {
      const { kernel, kernelBias } = layers[index] as LayerWeights;
      const bias = Float64Array.from({ length: plan.neurons }, (_, n) => kernelBias[n % plan.channels] as number);
      signal = convolve(plan, signal, kernel, bias, float64).map((current) => Math.max(0, current));
    }
    return argmax(readOut(signal, readout.weight, readout.bias, float64));
  }

  describe.each([
    ['keras', 'Keras', [512, 144]],
    ['pytorch', 'PyTorch', [512, 144]],
    ['keras-dense', 'Keras, two dense layers', [32, 24]],
    ['pytorch-dense', 'PyTorch, two dense layers', [32, 24]],
    ['keras-pooling', 'Keras, two padded convolutions with average pooling', [4704, 2352]],
    ['pytorch-pooling', 'PyTorch, two padded convolutions with average pooling', [4704, 2352]],
  ])('a network that %s trained', (name, title, neurons) => {
    const network = readNetwork(join(folder, name));
    const point = { ...tutorialPoint, amplitude: network.trainedAmplitude };
    const file = join(folder, name, 'predicted.npy');
    const rectified = Array.from(parseNpy(readFileSync(file), file).data);

    it('is read from the folder that the example exported', () => {
      expect(network.architecture).toMatchObject({
        name: 'mine',
        classes: 10,
        neuron: { maxRateHz: 500, intercept: 0 },
      });
      expect(network.layers.map(({ neuronBias }) => neuronBias.length)).toEqual(neurons);
      expect(network.trainedAmplitude).toBe(1 / 500);
    });

    it('is the network of rectifiers that was exported', () => {
      const classes = images.slice(0, 100).map((image) => classOfRectifiers(network, image));
      expect(agreement(classes, rectified)).toBe(1);
    });

    // a wrong channel order or scale would reduce the accuracies to chance: one of ten
    it('reaches the accuracies of docs/own-network.md on the first 1,000 images', () => {
      const first = images.slice(0, rectified.length);
      const rates = engine.prepare(foldForRates(network, point));
      const ofRates = first.map((image) => rates.runRates(image).predicted);
      const spiking = engine.prepare(foldForSpikes(network, point));
      const ofSpikes = first.map((image) => spiking.runSpiking(image).predicted);
      const percents = [rectified, ofRates, ofSpikes].map((classes) => (100 * agreement(classes, labels)).toFixed(1));
      const text = readFileSync('docs/own-network.md', 'utf8');
      expect(text).toContain(`| ${title} | ${percents.join(' | ')} |`);
      if (name === 'pytorch')
        expect(text).toContain(`rectifiers on ${(100 * agreement(ofRates, rectified)).toFixed(1)} % of the images`);
    });
  });

  /** `explain` reads the same kind of folder, whichever framework wrote it. */
  describe.each(['keras', 'keras-dense', 'pytorch-pooling'])('a network that %s trained', (name) => {
    it('is explained by lifspec: which amplitude to choose, and how to recover accuracy', async () => {
      const words = `explain --network ${join(folder, name)} --quick --amplitudes 0.002,0.1 --images 50 --workers 1`;
      const { status, stdout } = await lifspec(words);
      expect(status).toBe(0);
      expect(stdout).toMatch(/those weights divided by 50: [89]\d\.0 %\./);
      expect(stdout).toMatch(/^\d\. Amplitude 0\.002, /m);
    });
  });
});
