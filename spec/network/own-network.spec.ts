import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { float64 } from '../../src/base/precision.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { parseNpy } from '../../src/study/network/npy.ts';
import { describeSlow } from '../slow.ts';

const folder = 'fixtures/networks/own-network';

it.skipIf(spawnSync('python3', ['--version']).status !== 0)('the export examples are valid Python', () => {
  const parse = 'import ast, sys; [ast.parse(open(path).read()) for path in sys.argv[1:]]';
  execFileSync('python3', ['-c', parse, join(folder, 'from-keras.py'), join(folder, 'from-pytorch.py')]);
});

describeSlow('networks that other frameworks trained', async () => {
  const { images, labels } = loadMnist('test');
  const engine = await createEngine();

  /** Percentage of the images that have the given class. */
  const agreement = (predicted: readonly number[], classes: ArrayLike<number>) =>
    ((100 * predicted.filter((label, image) => label === classes[image]).length) / predicted.length).toFixed(1);

  it.each([
    ['pytorch', 'PyTorch, two convolutions'],
    ['keras-dense', 'Keras, two dense layers'],
  ])(
    '%s: is the network of rectifiers that was exported, and reaches the accuracies of docs/own-network.md',
    (name, title) => {
      const network = readNetwork(join(folder, name));
      const file = join(folder, name, 'predicted.npy');
      const rectified = Array.from(parseNpy(readFileSync(file), file).data);
      const first = images.slice(0, rectified.length);
      expect(images.slice(0, 100).map((image) => classOfRectifiers(network, image))).toEqual(rectified.slice(0, 100));

      const point = { ...tutorialPoint, amplitude: network.trainedAmplitude };
      const [rates, spiking] = [foldForRates, foldForSpikes].map((fold) => engine.prepare(fold(network, point)));
      const ofRates = first.map((image) => rates?.runRates(image).predicted ?? -1);
      const ofSpikes = first.map((image) => spiking?.runSpiking(image).predicted ?? -1);
      const percents = [rectified, ofRates, ofSpikes].map((classes) => agreement(classes, labels));
      const text = readFileSync('docs/own-network.md', 'utf8');
      expect(text).toContain(`| ${title} (\`${name}\`) | ${percents.join(' | ')} |`);
      if (name === 'pytorch') expect(text).toContain(`rectifiers on ${agreement(ofRates, rectified)} % of the images`);
    },
  );
});

/** The class that a network gives to an image if its neurons are rectifiers. */
function classOfRectifiers(network: Network, image: Uint8Array): number {
  const point = { ...tutorialPoint, precision: float64 };
  return runRates(foldForRates(network, point), image, 'rectifiers').predicted;
}
