import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { controls, mutants } from '../../properties/index.ts';
import { fails } from '../../scripts/kill-matrix/killers.ts';
import { makeVectors } from '../../scripts/vectors/vectors.ts';
import { formatVector, parseVector } from '../../src/conformance/vectors/vector-file.ts';
import { formatVectorSchema } from '../../src/conformance/vectors/vector-schema.ts';
import { judgeVector } from '../../src/conformance/vectors/vectors.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { subject, subjectInFloat32 } from '../subject.ts';

const vectors = publishedVectors();
const textOf = (id: string) => readFileSync(`fixtures/vectors/${id}.json`, 'utf8');
const answered = ['network', 'neuron', 'seeded', 'synapse', 'tuning'];
const folderOf = (id: string) => id.slice(0, id.lastIndexOf('/'));

for (const folder of new Set(vectors.map(({ id }) => folderOf(id)))) {
  describe(`the vectors of ${folder}`, () => {
    for (const vector of vectors.filter(({ id }) => folderOf(id) === folder)) {
      it(`${vector.id}: ${vector.title}`, async () => {
        expect(await judgeVector(vector, subject)).toMatchObject({ outcome: 'pass' });
        expect(await judgeVector(vector, subjectInFloat32)).toMatchObject({ outcome: 'pass' });
      });
    }
  });
}

describe('every correct implementation that computes in another way passes all vectors', () => {
  for (const control of controls) {
    it(control.name, async () => {
      for (const vector of vectors) {
        const { outcome, ...how } = await judgeVector(vector, control);
        expect(outcome, JSON.stringify(how)).not.toBe('fail');
      }
    });
  }
});

describe('the vectors', () => {
  it('are at least 250, about every capability except training', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(250);
    expect([...new Set(vectors.map(({ capability }) => capability))].sort()).toEqual(answered);
  });

  it('are generated again to the byte', async () => {
    const made = await makeVectors();
    expect(made.map(({ id }) => id)).toEqual(vectors.map(({ id }) => id));
    for (const [index, vector] of made.entries()) {
      // the mutants that they kill are checked by vectors.full.ts
      const whole = { ...vector, kills: vectors[index]?.kills ?? [] };
      expect(formatVector(whole) === textOf(vector.id), vector.id).toBe(true);
    }
  });

  it('have unique ids', () => {
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
  });

  it('kill a mutant each', async () => {
    for (const vector of vectors) {
      const [first] = vector.kills;
      const mutant = mutants.find(({ name }) => name === first);
      expect(mutant && (await fails(mutant, vector)), `${vector.id} kills ${first}`).toBe(true);
    }
  });
});

describe('the schema of vectors', () => {
  const schema = formatVectorSchema();
  const validate = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    formats: { base64: true },
  }).compile(JSON.parse(schema));

  it('is published as a file', () => {
    expect(readFileSync('fixtures/schemas/vector.schema.json', 'utf8')).toBe(schema);
  });

  it('accepts every file in another validator too', () => {
    for (const { id } of vectors) expect(validate(JSON.parse(textOf(id))) ? [] : validate.errors, id).toEqual([]);
  });

  const whole = JSON.parse(textOf('neuron/lif/leak'));
  const { kills: _, ...withoutKills } = whole;
  it.each([
    ['lacks a field', withoutKills, /kills/],
    ['has an unknown field', { ...whole, seed: 0 }, /seed/],
    ['has a field of another type', { ...whole, margin: '0' }, /margin/],
    ['kills nothing', { ...whole, kills: [] }, /kills/],
    ['is about a claim and a clause', { ...whole, claim: 'C3' }, /either a claim or a clause/],
    ['is about nothing', { ...whole, clause: undefined }, /either a claim or a clause/],
  ])('rejects a vector that %s, and names the field', (_, wrong, where) => {
    const json = JSON.parse(JSON.stringify(wrong));
    expect(validate(json)).toBe(false);
    expect(() => parseVector(JSON.stringify(json), 'file')).toThrow(where);
  });
});
