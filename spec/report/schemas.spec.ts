import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { versions } from '../../src/base/version.ts';
import { formatOutputSchemas, formatWorkflowSchema } from '../../src/report/schemas.ts';
import { madeUpOutput } from './made-up-study.ts';

const names = [
  'check.schema.json',
  'claims.schema.json',
  'evaluate.schema.json',
  'explain.schema.json',
  'fingerprint.schema.json',
  'plan.schema.json',
  'skips.schema.json',
  'smoke.schema.json',
  'summarize.schema.json',
  'sweep.schema.json',
];

describe('the schemas of the outputs', () => {
  it.each(names)('are published as files: %s', (name) => {
    expect(readFileSync(`fixtures/schemas/${name}`, 'utf8')).toBe(formatOutputSchemas()[name]);
  });

  it('include one for the configuration of the workflow, which accepts the default configuration', () => {
    const text = readFileSync('workflow/config.schema.yaml', 'utf8');
    expect(text).toBe(formatWorkflowSchema());
    const accept = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(parse(text));
    const config = parse(readFileSync('workflow/config.yaml', 'utf8'));
    expect(accept(config), JSON.stringify(accept.errors)).toBe(true);
    expect(accept({ ...config, seeds: [0, 0] })).toBe(false);
    expect(accept({ ...config, epoch: 3 })).toBe(false);
  });

  it('describe every field', () => {
    expect(Object.keys(formatOutputSchemas()).sort()).toEqual(names);
  });

  const validate = new Ajv2020({ strict: true }).compile(
    JSON.parse(formatOutputSchemas()['sweep.schema.json'] as string),
  );

  it('accept additional fields', () => {
    expect(validate(JSON.parse(JSON.stringify({ ...madeUpOutput(), more: 1 })))).toBe(true);
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
  ])('reject a row whose %s is %j', (field, value) => {
    const output = madeUpOutput();
    const rows = [{ ...output.rows[0], [field]: value }];
    expect(validate(JSON.parse(JSON.stringify({ ...output, rows })))).toBe(false);
  });
});

describe('the versions', () => {
  it('match the version of the package', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(versions.lifspec);
  });
});
