import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { answer } from './answers.ts';

/** What NengoDL predicted at amplitude 0.5 with something changed. */
interface Variation {
  readonly variation: string;
  readonly accuracy: number;
  /** The fraction of images whose class differs from the one with nothing changed. */
  readonly changed: number;
  /** Classes of the first test images, one digit each. */
  readonly predicted: string;
}

const saved: { readonly images: number; readonly variations: readonly Variation[] } = JSON.parse(
  readFileSync('fixtures/studies/nengo-dl-variations.json', 'utf8'),
);
const { labels } = loadMnist('test');
const fractionOf = (isCounted: (label: string, image: number) => boolean, predicted: string) =>
  Array.from(predicted).filter(isCounted).length / predicted.length;

describe('the saved variations of NengoDL itself at amplitude 0.5', () => {
  const [asAsked] = saved.variations as [Variation];

  it.each(saved.variations)('state the accuracy that follows from their classes: $variation, $accuracy', (one) => {
    expect(one.predicted).toHaveLength(saved.images);
    expect(one.accuracy).toBe(fractionOf((label, image) => Number(label) === labels[image], one.predicted));
  });

  it.each(saved.variations)('state the fraction of classes that differ from the first: $variation, $changed', (one) =>
    expect(one.changed).toBe(fractionOf((label, image) => label !== asAsked.predicted[image], one.predicted)),
  );
});

describe('the saved answers of NengoDL itself with synapses', () => {
  const { points }: { points: readonly Record<'amplitude' | 'synapseSeconds' | 'accuracy', number>[] } = JSON.parse(
    readFileSync('fixtures/networks/nengo-dl/synapse.json', 'utf8'),
  );

  it.each(points)(
    'state the accuracy that follows from their classes: amplitude $amplitude, synapses of $synapseSeconds s',
    ({ amplitude, synapseSeconds, accuracy }) => {
      const classes = answer(`predicted_first100-amplitude-${amplitude}-synapse-${synapseSeconds}`);
      expect(accuracy).toBe(
        fractionOf((label, image) => Number(label) === labels[image], Array.from(classes).join('')),
      );
    },
  );
});
