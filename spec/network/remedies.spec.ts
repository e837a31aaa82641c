import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { type Remedies, type Remedy, remedies, retrainedRemedies, streamedRemedies } from './remedies.ts';

const { labels } = loadMnist('test');
const accuracyOf = ({ predicted }: Remedy) =>
  Array.from(predicted).filter((label, image) => Number(label) === labels[image]).length / predicted.length;

describe('the saved answers of NengoDL itself at amplitude 0.5', () => {
  const { retrained, repeated } = retrainedRemedies as Required<Remedies>;
  it.each([...remedies.fixed, ...retrained, ...repeated])(
    'state the accuracy that follows from their classes: $remedy, $accuracy',
    (one) => expect(one.accuracy).toBe(accuracyOf(one)),
  );

  it('show that training loses accuracy with the unchanged recipe, but not with the factor on connections', () => {
    const [plain, factor] = retrained as [Remedy, Remedy];
    expect([plain.remedy, factor.remedy]).toEqual(['as-asked', 'factor']);
    expect(plain.predicted).toHaveLength(retrainedRemedies.images);
    expect(plain.accuracy).toBeLessThan(0.5);
    expect(factor.accuracy).toBeGreaterThan(0.95);
  });

  it('show that a synapse recovers part of the accuracy after training with the unchanged recipe', () => {
    const [plain, synapse] = repeated as [Remedy, Remedy];
    expect([plain.remedy, synapse.remedy]).toEqual(['as-asked', 'synapse-5ms']);
    expect(synapse.accuracy).toBeGreaterThan(plain.accuracy + 0.1);
    expect(synapse.accuracy).toBeLessThan(0.9);
  });
});

/** The settings of lifspec's streams for each remedy; the factor gives the streams of amplitude 0.01. */
const asked = { amplitude: 0.5, minVoltage: 0, synapseSeconds: 0, steps: 30, ignoredSteps: 0 };
const settings: Record<string, Partial<Record<keyof typeof asked, number | null>>> = {
  'as-asked': {},
  factor: { amplitude: 0.01 },
  'no-floor': { minVoltage: null },
  'floor-32': { minVoltage: -32 },
};
describe('the saved answers of NengoDL itself for streams of two images', () => {
  const saved = JSON.parse(readFileSync('fixtures/studies/nengo-dl-streams.json', 'utf8'));
  const inPairs = (predicted: string) => predicted.match(/../g) as string[];

  it.each(streamedRemedies.fixed)('state the accuracies that follow from their classes: $remedy, $accuracy', (one) => {
    const pairs = inPairs(one.predicted);
    expect(pairs).toHaveLength(streamedRemedies.streams);
    const right = [0, 1].map(
      (place) => pairs.filter((pair, i) => Number(pair[place]) === labels[5 * i + place]).length,
    );
    expect(one.accuracy).toEqual(right.map((count) => count / pairs.length));
  });

  it.each(streamedRemedies.fixed)('are those of lifspec, which shows five images: $remedy', ({ remedy, predicted }) => {
    const wanted = Object.entries({ ...asked, ...settings[remedy] });
    const point = saved.points.find((one: Record<string, unknown>) =>
      wanted.every(([name, value]) => one[name] === value),
    );
    const own = inPairs(predicted).flatMap((_, i) => Array.from(point.predicted.slice(5 * i, 5 * i + 2)));
    expect(predicted).toBe(own.join(''));
  });
});
