import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { formatOutputSchemas } from '../../src/report/schemas.ts';
import { madeUpOutput } from './made-up-study.ts';

const schemas = formatOutputSchemas();

describe('the schemas of the outputs', () => {
  const validate = new Ajv2020({ strict: true }).compile(JSON.parse(schemas['sweep.schema.json'] as string));
  const isValid = (output: object) => validate(JSON.parse(JSON.stringify(output)));

  it('accept additional fields', () => {
    expect(isValid({ ...madeUpOutput(), more: 1 })).toBe(true);
  });
});

describe('the versions', () => {
  it('match the version of the package', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(versions.lifspec);
  });
});
