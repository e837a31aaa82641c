import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalTraining } from '../../properties/arbitraries/legal-training.ts';
import { planLayers } from '../../src/simulator/network/architecture.ts';

describe('the generated trainings', () => {
  const inputs = fc.sample(legalTraining(), { numRuns: 300, seed: 1830 });

  it.each<[string, (input: (typeof inputs)[number]) => boolean]>([
    ['images that are not square', ({ architecture: { input } }) => input.rows !== input.columns],
    [
      'a last batch that is not full',
      ({ images, batchSize }) => images.length % batchSize > 0 && batchSize < images.length,
    ],
    ['a batch larger than the number of images', ({ images, batchSize }) => batchSize > images.length],
    ['more than 20 images', ({ images }) => images.length > 20],
    ['more than 16 channels', ({ architecture: { hidden } }) => hidden.some(({ channels }) => channels > 16)],
    ['more than 16 classes', ({ architecture: { classes } }) => classes > 16],
    [
      'a kernel larger than its image without the padding',
      ({ architecture }) =>
        planLayers(architecture).some(({ input, kernelSize }) => kernelSize > Math.min(input.rows, input.columns)),
    ],
    [
      'padding in a layer that is not the first',
      ({ architecture: { hidden } }) => hidden.slice(1).some(({ padding }) => padding),
    ],
    [
      'a stride and a padding',
      ({ architecture: { hidden } }) => hidden.some(({ stride, padding }) => stride > 1 && padding),
    ],
    ['no refractory period', ({ architecture: { neuron } }) => neuron.tauRefSeconds === 0],
    ['no floor', ({ minVoltage }) => minVoltage === null],
    ['an optimizer without memory', ({ optimizer: { decay } }) => decay === 0],
  ])('contain %s', (_, isSo) => expect(inputs.filter(isSo).length).toBeGreaterThan(0));
});
