import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { legalTraining } from '../../properties/arbitraries/legal-training.ts';
import { trainingCapability } from '../../src/conformance/protocol/networks.ts';
import { planLayers } from '../../src/simulator/network/architecture.ts';

/** Fields that have one value, and why. */
const constant: Readonly<Record<string, string>> = {
  'architecture.name': 'it names the network in files, and is no part of the training',
};

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The fields of a schema that contain no others: `architecture.hidden.stride`. */
function fieldsOf({ properties, items }: Schema, path: readonly string[] = []): string[] {
  if (items) return fieldsOf(items, path);
  if (!properties) return [path.join('.')];
  return Object.entries(properties).flatMap(([name, one]) => fieldsOf(one, [...path, name]));
}

/** The values of a field in an input, with those of all items of a list. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, name === undefined ? [] : [name, ...rest]));
  return name === undefined ? [value] : valuesAt((value as Readonly<Record<string, unknown>>)[name], rest);
}

describe('the generated trainings', () => {
  const inputs = fc.sample(legalTraining(), { numRuns: 300, seed: 1830 });

  it('vary every field of the request', () => {
    const sent = inputs.map((input) => trainingCapability.writeInput(input));
    const fields = fieldsOf(z.toJSONSchema(trainingCapability.input, { io: 'input' }) as Schema);
    const varied = (field: string) => new Set(sent.flatMap((one) => valuesAt(one, field.split('.')))).size > 1;
    expect(fields.filter((field) => !varied(field))).toEqual(Object.keys(constant));
  });

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
