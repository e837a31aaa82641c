import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { predictNetwork } from '../../src/study/theory/predict-network.ts';
import { describeSlow } from '../slow.ts';

const images = 4;

interface TheoryPoint {
  readonly amplitude: number;
  readonly minVoltage: number | null;
  readonly synapseSeconds: number;
  readonly predicted: { readonly theory: string };
}

describeSlow('the saved predictions of the theory', () => {
  const network = readNetwork('fixtures/networks/nengo-dl');
  const shown = loadMnist('test').images.slice(0, images);
  const { points } = JSON.parse(readFileSync('fixtures/studies/nengo-dl-theory.json', 'utf8')) as {
    readonly points: readonly TheoryPoint[];
  };

  it.each(points)(`are computed again on ${images} images at amplitude $amplitude, floor $minVoltage`, (point) => {
    const { amplitude, synapseSeconds, predicted } = point;
    const minVoltage = point.minVoltage ?? Number.NEGATIVE_INFINITY;
    const folded = foldForSpikes(network, { ...tutorialPoint, amplitude, minVoltage, synapseSeconds });
    const again = shown.map((image) => predictNetwork(folded, image).predicted).join('');
    expect(again).toBe(predicted.theory.slice(0, images));
  });
});
