import { writeFileSync } from 'node:fs';
import { foldForSpikes, tutorialPoint } from '../src/simulator/network/effective.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';
import { predictNetwork } from '../src/study/theory/predict-network.ts';

const images = 500;
const amplitudes = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5];
const settings = [
  { minVoltage: 0, synapseSeconds: 0 },
  { minVoltage: Number.NEGATIVE_INFINITY, synapseSeconds: 0 },
  { minVoltage: 0, synapseSeconds: 0.005 },
];

/**
 * Predicts the classes of the first 500 test images by NengoDL's network: fixtures/studies/nengo-dl-theory.json. This
 * takes half an hour.
 */
export function writeTheory(): void {
  const network = readNetwork('fixtures/networks/nengo-dl');
  const digits = loadMnist('test');
  const points = settings.flatMap(({ minVoltage, synapseSeconds }) =>
    amplitudes.map((amplitude) => {
      const folded = foldForSpikes(network, { ...tutorialPoint, amplitude, minVoltage });
      const predicted = digits.images
        .slice(0, images)
        .map((image) => predictNetwork(folded, image, synapseSeconds).predicted);
      const correct = predicted.filter((label, image) => label === digits.labels[image]).length;
      const floor = Number.isFinite(minVoltage) ? minVoltage : null;
      return {
        amplitude,
        minVoltage: floor,
        synapseSeconds,
        accuracy: correct / images,
        predicted: predicted.join(''),
      };
    }),
  );
  const text = JSON.stringify({ network: 'nengo-dl', images, points }, null, 2);
  writeFileSync('fixtures/studies/nengo-dl-theory.json', `${text}\n`);
}
