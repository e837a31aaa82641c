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

const folder = 'fixtures/networks/own-network';
const readme = readFileSync('docs/own-network.md', 'utf8');
const scriptOf = (framework: string) => readFileSync(join(folder, `from-${framework}.py`), 'utf8');
const { images, labels } = loadMnist('test');
/** A wrong channel order or scale would reduce the agreement on them to chance: one of ten. */
const shown = 50;

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
  ['keras', 'two convolutions', [512, 144]],
  ['pytorch', 'two convolutions', [512, 144]],
  ['keras-dense', 'two dense layers', [32, 24]],
  ['pytorch-dense', 'two dense layers', [32, 24]],
  ['keras-pooling', 'average pooling after each of two padded convolutions', [4704, 2352]],
  ['pytorch-pooling', 'average pooling after each of two padded convolutions', [4704, 2352]],
])('a network that %s trained: %s', (name, _, neurons) => {
  const network = readNetwork(join(folder, name));
  const point = { ...tutorialPoint, amplitude: network.trainedAmplitude };
  const file = join(folder, name, 'predicted.npy');
  const { data: rectified } = parseNpy(readFileSync(file), file);

  it('is read from the folder that the example exported', () => {
    expect(network.architecture).toMatchObject({ name: 'mine', classes: 10, neuron: { maxRateHz: 500, intercept: 0 } });
    expect(network.layers.map(({ neuronBias }) => neuronBias.length)).toEqual(neurons);
    expect(network.trainedAmplitude).toBe(1 / 500);
  });

  it('is the network of rectifiers that was exported', () => {
    const classes = images.slice(0, shown).map((image) => classOfRectifiers(network, image));
    expect(agreement(classes, rectified)).toBe(1);
  });

  it('agrees with its rectifiers on nine of ten images as a rate network and on eight of ten with spikes', () => {
    const rates = engine.prepare(foldForRates(network, point));
    const ofRates = images.slice(0, shown).map((image) => rates.runRates(image).predicted);
    expect(agreement(ofRates, rectified)).toBeGreaterThan(0.9);
    const spiking = engine.prepare(foldForSpikes(network, point));
    const ofSpikes = images.slice(0, shown).map((image) => spiking.runSpiking(image).predicted);
    expect(agreement(ofSpikes, rectified)).toBeGreaterThan(0.8);
    expect(agreement(ofSpikes, labels)).toBeGreaterThan(0.75);
  });
});

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

/** A layer after a pool of 3, of 11 rows and 10 columns, against the unpooled layer: a convolution, and a dense layer. */
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
