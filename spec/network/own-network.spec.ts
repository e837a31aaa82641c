import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseNpy } from '../../src/base/npy.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { describeSlow } from '../slow.ts';
import { classOfRectifiers } from './rectifiers.ts';

const folder = 'fixtures/networks/own-network';

it.skipIf(spawnSync('python3', ['--version']).status !== 0)('the export examples are valid Python', () => {
  const parse = 'import ast, sys; [ast.parse(open(path).read()) for path in sys.argv[1:]]';
  execFileSync('python3', ['-c', parse, join(folder, 'from-keras.py'), join(folder, 'from-pytorch.py')]);
});

describeSlow('networks that other frameworks trained', async () => {
  const { images, labels } = loadMnist('test');

  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });

  /** Fraction of the images that have the given class. */
  const agreement = (predicted: readonly number[], classes: ArrayLike<number>) =>
    predicted.filter((label, image) => label === classes[image]).length / predicted.length;

  describe.each([
    ['pytorch', 'PyTorch, two convolutions', [512, 144]],
    ['keras-dense', 'Keras, two dense layers', [32, 24]],
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
      expect(text).toContain(`| ${title} (\`${name}\`) | ${percents.join(' | ')} |`);
      if (name === 'pytorch')
        expect(text).toContain(`rectifiers on ${(100 * agreement(ofRates, rectified)).toFixed(1)} % of the images`);
    });
  });
});
