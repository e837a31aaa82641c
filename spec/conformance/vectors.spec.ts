import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { controls, mutants } from '../../properties/index.ts';
import { highPrecisionVoltages } from '../../properties/oracles/high-precision-lif.ts';
import { fails, killers } from '../../scripts/killers.ts';
import { formatVectorSchema } from '../../scripts/vector-schema.ts';
import { completeFile, vectorPaths } from '../../scripts/write-vectors.ts';
import { float64, unitRoundoff } from '../../src/base/precision.ts';
import { deviationsOf } from '../../src/conformance/assumption.ts';
import type { Conventions } from '../../src/conformance/choices/conventions.ts';
import { anyForm } from '../../src/conformance/choices/neuron.ts';
import { simulate } from '../../src/conformance/choices/neuron-step.ts';
import { type Profile, profiles } from '../../src/conformance/choices/profiles.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';
import { judgeVector } from '../../src/conformance/vectors/judge-vector.ts';
import { expectUnder } from '../../src/conformance/vectors/other-conventions.ts';
import type { Vector } from '../../src/conformance/vectors/vector.ts';
import { completeCases, type VectorFile } from '../../src/conformance/vectors/vector-file.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { implementationInFloat32, implementationUnderTest } from '../implementation.ts';
import { alsoSlow, describeSlow, isSlow, sampleOf } from '../slow.ts';

const vectors = publishedVectors();
const parsed = vectorPaths().map((path) => JSON.parse(readFileSync(path, 'utf8')) as VectorFile);
const answered = ['network', 'neuron', 'synapse', 'tuning'];
const folderOf = (id: string) => id.slice(0, id.lastIndexOf('/'));

/** Known simulators whose conventions are not Nengo's. */
const others: readonly Profile[] = profiles.filter(
  ({ conventions }) => Object.keys(deviationsOf(conventions)).length > 0,
);

/** The vectors of neurons that float64 implementations of the conventions fail when declared as float64 or float32. */
async function failuresUnder(conventions: Conventions, vectors: readonly Vector[]): Promise<string[]> {
  const failed: string[] = [];
  const ofNeurons = vectors.filter(({ capability }) => capability === 'neuron');
  for (const published of ofNeurons)
    for (const precision of ['float64', 'float32'] as const) {
      const vector = expectUnder(published, conventions, precision);
      if (vector === undefined) continue;
      for (const form of anyForm) {
        const neuron: Implementation['neuron'] = (input) => simulate({ ...conventions, form }, input, float64);
        const { outcome } = await judgeVector(vector, { name: 'computes in float64', precision, neuron });
        if (outcome !== 'passed') failed.push(`${vector.id}, declared as ${precision}, ${form}`);
      }
    }
  return failed;
}

for (const folder of new Set(vectors.map(({ id }) => folderOf(id)))) {
  describe(`the vectors of ${folder}`, () => {
    for (const vector of vectors.filter(({ id }) => folderOf(id) === folder)) {
      it(`${vector.id}: ${vector.title}`, async () => {
        expect(await judgeVector(vector, implementationUnderTest)).toMatchObject({ outcome: 'passed' });
        expect(await judgeVector(vector, implementationInFloat32)).toMatchObject({ outcome: 'passed' });
      });
    }
  });
}

describe('every correct implementation that computes in another way passes all vectors', () => {
  for (const control of sampleOf(controls, isSlow ? 1 : 6)) {
    it(control.name, alsoSlow, async () => {
      for (const vector of vectors) {
        const { outcome, ...how } = await judgeVector(vector, control);
        expect(outcome, JSON.stringify(how)).not.toBe('failed');
      }
    });
  }
});

describe('the vectors', () => {
  it('have unique ids and cover every capability that leaves nothing open', () => {
    expect(new Set(vectors.map(({ id }) => id)).size).toBe(vectors.length);
    expect([...new Set(vectors.map(({ capability }) => capability))].sort()).toEqual(answered);
  });

  it('are all in files that the index lists', () => {
    const found = readdirSync('fixtures/vectors', { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\w\/.*json$/.test(name),
    );
    expect(found.map((name) => join('fixtures/vectors', name)).sort()).toEqual(vectorPaths().sort());
  });

  it('each kill a mutant', async () => {
    for (const vector of vectors) {
      const [first] = vector.kills;
      const mutant = mutants.find(({ name }) => name === first);
      expect(mutant && (await fails(mutant, vector)), `${vector.id} kills ${first}`).toBe(true);
    }
  });
});

describe('a file of vectors', () => {
  const listedKills = ({ id }: Vector) => vectors.find((one) => one.id === id)?.kills ?? [];

  const { cases, ...shared } = parsed[0] as VectorFile;
  const [first] = cases;

  it('gets whatever is missing in a case that was written by hand', async () => {
    const { expected: _, tolerance: __, margin: ___, kills: ____, ...chosen } = first as VectorFile;
    expect((await completeFile({ ...shared, cases: [chosen] }, listedKills)).cases).toEqual([first]);
  });

  it('is judged by unchanged mutants only if it has changed itself', async () => {
    const listed: unknown[] = [];
    const killsOf = (vector: Vector, known?: readonly string[]) => {
      listed.push(known);
      return listedKills(vector);
    };
    await completeFile({ ...shared, cases: [first as VectorFile] }, killsOf);
    await completeFile({ ...shared, cases: [{ ...first, margin: 1 }] }, killsOf);
    expect(listed).toEqual([(first as VectorFile).kills, undefined]);
  });

  it('is refused if an expected value would change', async () => {
    const changed = { ...first, expected: { spikes: [[3]], spikeHeight: 1000 } };
    const completing = completeFile({ ...shared, cases: [changed] }, listedKills);
    await expect(completing).rejects.toThrow('neuron/lif/exact-threshold: its expected values would change');
  });
});

describe('the expected values of a vector under other conventions', () => {
  // every fourth vector for every eighth simulator; the slow tests use all of them
  it.each(others.filter((_, index) => isSlow || index % 8 === 0).map((profile, index) => ({ ...profile, index })))(
    'are met by float64 implementations in every order of operations: $id',
    alsoSlow,
    async ({ conventions, index }) => {
      const some = vectors.filter((_, other) => isSlow || other % 4 === index % 4);
      expect(await failuresUnder(conventions, some)).toEqual([]);
    },
  );
});

it('every tolerance of a vector is at least one rounding of the threshold', () => {
  for (const { id, tolerance } of vectors)
    for (const precision of ['float64', 'float32'] as const) {
      const numbers = Object.values(tolerance[precision]).flat(2) as number[];
      expect(Math.min(...numbers), `${id}, ${precision}`).toBeGreaterThanOrEqual(unitRoundoff[precision]);
    }
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

  it('accepts the first vector of every file', () => {
    for (const one of parsed.map((file) => completeCases(file)[0] as VectorFile))
      expect(validate(one) ? [] : validate.errors, String(one.id)).toEqual([]);
  });

  const whole = parsed.flatMap(completeCases).find(({ id }) => id === 'neuron/lif/leak');
  const { kills: _, ...withoutKills } = { kills: [], ...whole };
  it.each([
    ['lacks a field', withoutKills, /kills/],
    ['has an unknown field', { ...whole, seed: 0 }, /seed/],
    ['kills no mutant', { ...whole, kills: [] }, /kills/],
    ['is about no clause', { ...whole, clause: undefined }, /clause/],
    ['is about a claim', { ...whole, clause: 'C3' }, /clause/],
  ])('refuses a vector that %s, and names the field', (_, wrong, where) => {
    const json = JSON.parse(JSON.stringify(wrong));
    expect(validate(json)).toBe(false);
    expect(JSON.stringify(validate.errors)).toMatch(where);
  });
});

describeSlow('the mutants that vectors list', () => {
  it('are those that fail them', async () => {
    for (const vector of vectors) expect(await killers(vector), vector.id).toEqual(vector.kills);
  });
});

describeSlow('the vectors of neurons', () => {
  it('have the voltages computed with fifty digits', () => {
    for (const vector of vectors) {
      if (vector.capability !== 'neuron') continue;
      const { id, input, expected, tolerance } = vector;
      for (const neuron of input.initialVoltage.keys()) {
        const exact = highPrecisionVoltages(input, neuron, 40);
        for (const [step, voltage] of exact.entries()) {
          const off = Math.abs((expected.voltage?.[step]?.[neuron] as number) - voltage);
          expect(off, `${id}, step ${step}`).toBeLessThanOrEqual(tolerance.float64.voltage);
        }
      }
    }
  });
});
