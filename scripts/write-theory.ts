import { writeFileSync } from 'node:fs';
import { createEngine } from '../src/engine/engine.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../src/simulator/network/effective.ts';
import { loadMnist } from '../src/study/dataset/mnist.ts';
import { readNetwork } from '../src/study/network/folder.ts';
import { predictNetwork } from '../src/study/theory/predict-network.ts';

/** What the theory and the rate network predict at an operating point, beside what the network does. */
export interface TheoryPoint {
  readonly amplitude: number;
  /** Null: no floor. */
  readonly minVoltage: number | null;
  readonly synapseSeconds: number;
  readonly accuracy: Readonly<Record<'theory' | 'spiking' | 'rate', number>>;
  /** The class of every image, one digit each. */
  readonly predicted: Readonly<Record<'theory' | 'spiking' | 'rate', string>>;
}

const images = 500;
const amplitudes = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5];
const settings = [
  { minVoltage: 0, synapseSeconds: 0 },
  { minVoltage: Number.NEGATIVE_INFINITY, synapseSeconds: 0 },
  { minVoltage: 0, synapseSeconds: 0.005 },
];

/**
 * Predicts the classes that NengoDL's network assigns to the first 500 test images, and runs it on them:
 * fixtures/studies/nengo-dl-theory.json. This takes a quarter of an hour.
 */
export async function writeTheory(): Promise<void> {
  const { prepare } = await createEngine();
  const network = readNetwork('fixtures/networks/nengo-dl');
  const digits = loadMnist('test');
  const points = settings.flatMap(({ minVoltage, synapseSeconds }) =>
    amplitudes.map((amplitude): TheoryPoint => {
      const point = { ...tutorialPoint, amplitude, minVoltage, synapseSeconds };
      const folded = foldForSpikes(network, point);
      const shown = digits.images.slice(0, images);
      const theory = shown.map((image) => predictNetwork(folded, image).predicted);
      const running = prepare(folded);
      const spiking = shown.map((image) => running.runSpiking(image).predicted);
      const withRates = prepare(foldForRates(network, point));
      const rate = shown.map((image) => withRates.runRates(image).predicted);
      const accuracy = (predicted: readonly number[]) =>
        predicted.filter((label, image) => label === digits.labels[image]).length / images;
      return {
        amplitude,
        minVoltage: Number.isFinite(minVoltage) ? minVoltage : null,
        synapseSeconds,
        accuracy: { theory: accuracy(theory), spiking: accuracy(spiking), rate: accuracy(rate) },
        predicted: { theory: theory.join(''), spiking: spiking.join(''), rate: rate.join('') },
      };
    }),
  );
  const text = JSON.stringify({ network: 'nengo-dl', images, points }, null, 2);
  writeFileSync('fixtures/studies/nengo-dl-theory.json', `${text}\n`);
}
