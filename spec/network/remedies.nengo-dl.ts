import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { askNengoDl, mostOtherClasses } from './ask-nengo-dl.ts';
import { type Remedies, type Remedy, remedies } from './remedies.ts';

/** Answers of fixtures/networks/nengo-dl/neuron-types.py. */
interface NeuronTypes {
  readonly images: number;
  readonly amplitudes: readonly number[];
  readonly curves: readonly { readonly neuron: string; readonly accuracy: readonly number[] }[];
}

const programs = 'fixtures/networks/nengo-dl';
const images = 20;

describe(`NengoDL itself at amplitude 0.5, on ${images} images`, () => {
  const accuracies = new Map<string, Remedy>();
  beforeAll(async () => {
    const { fixed } = await askNengoDl<Remedies>(`${programs}/remedies.py`, ['--images', String(images)]);
    for (const one of fixed) accuracies.set(one.remedy, one);
  });

  it('loses accuracy with the settings of the question', () =>
    expect(accuracies.get('as-asked')?.accuracy).toBeLessThan(0.9));

  it.each(remedies.fixed.filter(({ remedy }) => remedy !== 'as-asked'))(
    'loses no accuracy with $remedy',
    ({ remedy }) => expect(accuracies.get(remedy)?.accuracy).toBeGreaterThan(0.9),
  );

  it.each(remedies.fixed)('predicts the saved classes: $remedy', ({ remedy, predicted }) => {
    const again = accuracies.get(remedy)?.predicted ?? '';
    const other = Array.from(predicted.slice(0, images)).filter((label, image) => label !== again[image]);
    expect(other.length).toBeLessThanOrEqual(mostOtherClasses);
  });
});

describe('NengoDL itself with neurons that fire at the rate of each step', () => {
  it('has the saved accuracy at amplitude 0.5, without a synapse and with one', async () => {
    const saved: NeuronTypes = JSON.parse(readFileSync('fixtures/studies/nengo-dl-neuron-types.json', 'utf8'));
    const only = ['--only', 'RegularSpiking', '--amplitudes', '0.5'];
    const again = await askNengoDl<NeuronTypes>(`${programs}/neuron-types.py`, only);
    const accuracies = ({ amplitudes, curves }: NeuronTypes) =>
      curves
        .filter(({ neuron }) => neuron === 'RegularSpiking')
        .map(({ accuracy }) => accuracy[amplitudes.indexOf(0.5)] as number);
    const [now, before] = [accuracies(again), accuracies(saved)];
    expect(now).toHaveLength(2);
    for (const [index, accuracy] of now.entries())
      expect(Math.abs(accuracy - (before[index] as number))).toBeLessThanOrEqual(
        mostOtherClasses / saved.images + 1e-9,
      );
  });
});
