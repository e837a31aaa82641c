import fc from 'fast-check';
import type { TrainingInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { easyTraining } from '../arbitraries/trained.ts';
import { requireRefusal } from '../require.ts';

type Spoil = readonly [what: string, change: (input: TrainingInput) => Partial<TrainingInput>];

const spoils: readonly Spoil[] = [
  ['a batch of no images', () => ({ batchSize: 0 })],
  ['half an epoch', () => ({ epochs: 0.5 })],
  ['a negative seed', () => ({ seed: -1 })],
  ['an amplitude of 0', () => ({ amplitude: 0 })],
  [
    'an ε of 0, with which a gradient of 0 has no step',
    ({ optimizer }) => ({ optimizer: { ...optimizer, epsilon: 0 } }),
  ],
  ['a floor above 0', () => ({ minVoltage: 0.5 })],
  ['a step of no length', () => ({ dtSeconds: 0 })],
  ['no images', () => ({ images: [], labels: [] })],
  ['a label too few', ({ labels }) => ({ labels: labels.slice(1) })],
  ['a label that is not a class', ({ labels, architecture }) => ({ labels: labels.with(0, architecture.classes) })],
  ['an image with a value too few', ({ images }) => ({ images: images.map((image) => image.subarray(1)) })],
];

/** A mistake in a script must not become an accuracy. */
export const refusesImpossibleTrainings: Law = {
  id: 'trained/refuses-the-impossible',
  clause: 'refusal',
  statement: 'always refuses to train without images, with wrong labels, and with invalid settings',
  needs: ['training'],
  assumes: ['refusals'],
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(easyTraining(implementation.largestSeed), async (input) => {
      for (const [what, change] of spoils) {
        const spoiled = { what, input: { ...input, ...change(input) } };
        await requireRefusal(refusesImpossibleTrainings, spoiled, capabilityOf(implementation, 'training'));
      }
    }),
};
