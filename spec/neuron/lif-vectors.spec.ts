import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { formatVector, makeLifVectors } from '../../fixtures/neuron/lif/vectors.ts';
import schema from '../../fixtures/schema/vector.schema.json' with { type: 'json' };
import { lifControls } from '../../properties/controls/lif.ts';
import { lifMutants } from '../../properties/mutants/lif.ts';
import { highPrecisionVoltages } from '../../properties/oracles/high-precision-lif.ts';
import { departure, type NeuronVector } from '../../properties/vector.ts';
import { subject, subjectInFloat32 } from '../subject.ts';

const folder = new URL('../../fixtures/neuron/lif/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const vectors = files.map((name) => JSON.parse(textOf(name)) as NeuronVector);

describe('the vectors of the LIF neuron', () => {
  for (const vector of vectors) {
    it(`${vector.id}: ${vector.title}`, async () => {
      expect(await departure(vector, subject)).toBeUndefined();
      expect(await departure(vector, subjectInFloat32)).toBeUndefined();
    });
  }

  for (const control of lifControls) {
    it(`are what a right neuron does that computes in another way: ${control.name}`, async () => {
      for (const vector of vectors) expect(await departure(vector, control), vector.id).toBeUndefined();
    });
  }

  it('have the voltages that fifty digits give', async () => {
    for (const { id, input, expected, tolerance } of vectors) {
      if ('refused' in expected || !tolerance) continue;
      for (const neuron of input.initialVoltage.keys()) {
        const exact = await highPrecisionVoltages(input, neuron, 40);
        for (const [step, voltage] of exact.entries()) {
          const off = Math.abs((expected.voltage?.[step]?.[neuron] as number) - voltage);
          expect(off, `${id}, step ${step}`).toBeLessThanOrEqual(tolerance.float64.voltage);
        }
      }
    }
  });

  it('keep to their schema', () => {
    const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
    for (const vector of vectors) expect(validate(vector) ? [] : validate.errors, vector.id).toEqual([]);
  });

  it('have a schema that notices a field that is missing, unknown or of another kind', () => {
    const validate = new Ajv2020({ strict: true }).compile(schema);
    const { kills: _, ...withoutKills } = vectors[0] as NeuronVector;
    const wrong = [
      withoutKills,
      { ...vectors[0], kills: [] },
      { ...vectors[0], seed: 0 },
      { ...vectors[0], margin: '0' },
    ];
    expect(wrong.map((vector) => validate(vector))).toEqual(wrong.map(() => false));
  });

  it('are made again to the byte', async () => {
    const made = await makeLifVectors();
    expect(made.map(({ id }) => `${id.replace('neuron/lif/', '')}.json`).sort()).toEqual([...files].sort());
    for (const vector of made)
      expect(textOf(`${vector.id.replace('neuron/lif/', '')}.json`)).toBe(formatVector(vector));
  });

  it('kill every wrong neuron but three: one takes a run in two halves to tell, two a number that JSON does not have', () => {
    const killed = new Set(vectors.flatMap(({ kills }) => kills));
    const alive = lifMutants.map(({ name }) => name).filter((name) => !killed.has(name));
    expect(alive).toEqual(['continues-awake', 'accepts-endless-start', 'accepts-endless-current']);
  });
});
