import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { versions } from '../../src/base/version.ts';
import { formatOutputSchemas, formatWorkflowSchema } from '../../src/report/schemas.ts';
import { madeUpOutput } from './made-up-study.ts';

const schemas = formatOutputSchemas();

describe('the schemas of the outputs', () => {
  it('include one for the configuration of the workflow, which accepts the default configuration', () => {
    const text = readFileSync('workflow/config.schema.yaml', 'utf8');
    expect(text).toBe(formatWorkflowSchema());
    const accept = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(parse(text));
    const config = parse(readFileSync('workflow/config.yaml', 'utf8'));
    expect(accept(config), JSON.stringify(accept.errors)).toBe(true);
    expect(accept({ ...config, seeds: [0, 0] })).toBe(false);
    expect(accept({ ...config, epoch: 3 })).toBe(false);
  });

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
