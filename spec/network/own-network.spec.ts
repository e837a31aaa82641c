import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseNpy } from '../../src/base/npy.ts';
import { packageRoot } from '../../src/base/package-root.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { lifspec } from '../cli/command-line.ts';

const folder = 'fixtures/networks/own-network';
const readme = readFileSync('docs/own-network.md', 'utf8');
const scriptOf = (framework: string) => readFileSync(join(folder, `from-${framework}.py`), 'utf8');
const { images, labels } = loadMnist('test');
const shown = 300;

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});

/** Fraction of the images that have the given class. */
const agreement = (predicted: readonly number[], classes: ArrayLike<number>) =>
  predicted.filter((label, image) => label === classes[image]).length / predicted.length;

describe.each(['keras', 'pytorch'])('a network that %s trained', (framework) => {
  const network = readNetwork(join(folder, framework));
  const point = { ...tutorialPoint, amplitude: network.trainedAmplitude };
  const file = join(folder, framework, 'predicted.npy');
  const { data: rectified } = parseNpy(readFileSync(file), file);

  it('is read from the folder that the example exported', () => {
    expect(network.architecture).toMatchObject({ name: 'mine', classes: 10, neuron: { maxRateHz: 500, intercept: 0 } });
    expect(network.layers.map(({ neuronBias }) => neuronBias.length)).toEqual([512, 144]);
    expect(network.trainedAmplitude).toBe(1 / 500);
  });

  it('agrees with its rectifiers on nine of ten images as a rate network and on eight of ten with spikes', () => {
    const rates = engine.prepare(foldForRates(network, point));
    const ofRates = images.slice(0, shown).map((image) => rates.runRates(image).predicted);
    expect(agreement(ofRates, rectified)).toBeGreaterThan(0.9);
    const spiking = engine.prepare(foldForSpikes(network, point));
    const ofSpikes = images.slice(0, shown).map((image) => spiking.runSpiking(image).predicted);
    expect(agreement(ofSpikes, rectified)).toBeGreaterThan(0.8);
    // a wrong channel order or scale would reduce the agreement to chance: one of ten
    expect(agreement(ofSpikes, labels)).toBeGreaterThan(0.75);
  });

  it('is explained by lifspec: which amplitude to choose, and how to recover accuracy', async () => {
    const words = `explain --weights ${join(folder, framework)} --quick --amplitudes 0.002,0.1 --images 100 --workers 1`;
    const { status, stdout } = await lifspec(words);
    expect(status).toBe(0);
    expect(stdout).toMatch(/those weights divided by 50: 9\d\.0 %\./);
    expect(stdout).toMatch(/^\d\. Amplitude 0\.002, /m);
  });

  it('was exported by the fifteen lines that docs/own-network.md shows', () => {
    const [, lines = ''] = /\n(def export[\s\S]*?)# end of export/.exec(scriptOf(framework)) ?? [];
    expect(lines.trimEnd().split('\n')).toHaveLength(15);
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

describe.skipIf(!python)('the export examples', () => {
  it.each(['keras', 'pytorch'])('are valid Python: %s', (framework) => {
    const parse = 'import ast, sys; ast.parse(sys.stdin.read())';
    execFileSync('python3', ['-c', parse], { input: scriptOf(framework), cwd: packageRoot() });
  });
});
