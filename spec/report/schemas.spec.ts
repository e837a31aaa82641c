import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { formatOutputSchemas } from '../../src/report/schemas.ts';
import { versions } from '../../src/version.ts';
import { madeUpOutput } from './made-up-output.ts';

const names = [
  'claims.schema.json',
  'evaluate.schema.json',
  'explain.schema.json',
  'summarise.schema.json',
  'sweep.schema.json',
];

describe('the schemas of the outputs', () => {
  it.each(names)('are kept as files, and the files are those that the code makes: %s', (name) => {
    expect(readFileSync(`fixtures/schema/${name}`, 'utf8')).toBe(formatOutputSchemas()[name]);
  });

  it('are all there', () => {
    expect(Object.keys(formatOutputSchemas()).sort()).toEqual(names);
  });

  const validate = new Ajv2020({ strict: true }).compile(
    JSON.parse(formatOutputSchemas()['sweep.schema.json'] as string),
  );

  it('accept a sweep, with fields added too', () => {
    const output = JSON.parse(JSON.stringify(madeUpOutput()));
    expect(validate(output)).toBe(true);
    expect(validate({ ...output, more: 1 })).toBe(true);
  });

  it.each([
    ['spikingAccuracy', 1.5],
    ['amplitude', 0],
    ['minVoltage', 0.1],
    ['images', 0],
    ['seed', 0.5],
    ['spikesPerNeuronStep', []],
    ['mode', 'both'],
    ['rateAccuracy', undefined],
  ])('refuse a row whose %s is %j', (field, value) => {
    const output = madeUpOutput();
    const rows = [{ ...output.rows[0], [field]: value }];
    expect(validate(JSON.parse(JSON.stringify({ ...output, rows })))).toBe(false);
  });
});

describe('the versions', () => {
  it('are those of the package', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(versions.lifspec);
  });
});
