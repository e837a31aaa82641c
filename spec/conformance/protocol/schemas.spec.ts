import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatProtocolSchemas } from '../../../src/conformance/protocol/schemas.ts';

const folder = 'fixtures/schemas/protocol';
const made = formatProtocolSchemas();

describe('the schemas of the protocol', () => {
  it.each(Object.keys(made))('are published as files, which match the code: %s', (name) => {
    expect(readFileSync(`${folder}/${name}`, 'utf8')).toBe(made[name]);
  });

  it('are the only files in the folder', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(made).sort());
  });
});
