import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, type OperatingPoint, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { describeSlow } from '../slow.ts';
import { images, synapsePoints } from './answers.ts';

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const { labels } = loadMnist('test');

/** What NengoDL predicted with a remedy or another change at amplitude 0.5. */
interface Saved {
  readonly remedy: string;
  readonly accuracy: number;
  /** Classes of the first test images, one digit each. */
  readonly predicted: string;
}
/** With the weights of amplitude 0.01. */
const fixed: readonly Saved[] = readJson('fixtures/studies/nengo-dl-remedies.json').fixed;
/** With weights trained for one epoch at amplitude 0.5, and with those of a second training with the unchanged recipe. */
const { retrained, repeated } = readJson('fixtures/studies/nengo-dl-remedies-retrained.json');
const { variations } = readJson('fixtures/studies/nengo-dl-variations.json');
const ofAmplitudes = readJson('fixtures/networks/nengo-dl/classes.json');

const fractionOf = (isCounted: (label: string, image: number) => boolean, predicted: string) =>
  Array.from(predicted).filter(isCounted).length / predicted.length;

describe('the saved answers of NengoDL itself', () => {
  it('state the accuracies and changed classes that follow from their classes', () => {
    const all = [...fixed, ...retrained, ...repeated, ...variations, ...ofAmplitudes, ...synapsePoints];
    for (const { accuracy, predicted } of all)
      expect(accuracy, predicted).toBe(fractionOf((label, image) => Number(label) === labels[image], predicted));
    for (const { variation, changed, predicted } of variations)
      expect(changed, variation).toBe(
        fractionOf((label, image) => label !== variations[0].predicted[image], predicted),
      );
  });
});

/** The operating point of lifspec's streams for each remedy; the factor gives the streams of amplitude 0.01. */
const pointOf: Record<string, readonly [amplitude: number, minVoltage: number | null]> = {
  'as-asked': [0.5, 0],
  factor: [0.01, 0],
  'no-floor': [0.5, null],
  'floor-32': [0.5, -32],
};

it("the saved answers of NengoDL itself for streams of two images are the first two of lifspec's five, with the accuracies stated", () => {
  const own = readJson('fixtures/studies/nengo-dl-streams.json').points;
  const { fixed, streams } = readJson('fixtures/studies/nengo-dl-remedies-streams.json');
  for (const { remedy, accuracy, predicted } of fixed) {
    const [amplitude, minVoltage] = pointOf[remedy] as (typeof pointOf)[string];
    const wanted = Object.entries({ amplitude, minVoltage, synapseSeconds: 0, steps: 30, ignoredSteps: 0 });
    const point = own.find((one: Record<string, unknown>) => wanted.every(([name, value]) => one[name] === value));
    const pairs = Array.from({ length: streams }, (_, i) => point.predicted.slice(5 * i, 5 * i + 2));
    expect(predicted, remedy).toBe(pairs.join(''));
    const right = [0, 1].map((index) => pairs.filter((pair, i) => Number(pair[index]) === labels[5 * i + index]));
    expect(accuracy, remedy).toEqual(right.map(({ length }) => length / streams));
  }
});

const amplitude = 0.5;
const changes: Readonly<Record<string, Partial<OperatingPoint>>> = {
  'as-asked': {},
  factor: { rescaling: amplitude / 0.01 },
  'divided-weights': { rescaling: amplitude / 0.01 },
  'synapse-2ms': { synapseSeconds: 0.002 },
  'synapse-5ms': { synapseSeconds: 0.005 },
  'no-floor': { minVoltage: Number.NEGATIVE_INFINITY },
  'floor-32': { minVoltage: -32 },
};
/** NengoDL adds in another order, which may change the class of an image whose decision is close. */
const mostOtherClasses = 1;

describeSlow('every remedy', async () => {
  const engine = await createEngine();
  const network = readNetwork(nengoDlDirectory());

  it.each(fixed)('leads to the classes that NengoDL predicts: $remedy', ({ remedy, predicted }) => {
    const running = engine.prepare(foldForSpikes(network, { ...tutorialPoint, amplitude, ...changes[remedy] }));
    const other = Array.from(predicted).filter((label, image) => {
      return Number(label) !== running.runSpiking(images[image] as Uint8Array).predicted;
    });
    expect(predicted).toHaveLength(100);
    expect(other.length).toBeLessThanOrEqual(mostOtherClasses);
  });
});
