import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optionFor } from '../../src/cli/options.ts';
import { settings } from '../../src/study/settings.ts';

/** What an option `--value` reads from words. */
function read(schema: z.ZodType, ...words: string[]): unknown {
  const command = new Command().exitOverride().addOption(optionFor('--value <text>', '', schema));
  const { value } = command.parse(['--value', ...words], { from: 'user' }).opts();
  return value;
}

const floors = settings.minVoltages.schema;
const seeds = settings.seeds.schema;
const amplitudes = settings.amplitudes.schema;
const above = z.number().positive();

describe('an option', () => {
  it('for voltage floors accepts numbers and none, separated by commas or repeated', () => {
    expect(read(floors, '0,none')).toEqual([0, null]);
    expect(read(floors, 'none', '--value', '-0.5')).toEqual([null, -0.5]);
  });

  it('for a number accepts every decimal notation', () => {
    expect(['.01', '0.01', '1e-2', '+0.010'].map((text) => read(above, text))).toEqual([0.01, 0.01, 0.01, 0.01]);
  });

  it.each<readonly [string, z.ZodType, string]>([
    ['0x10', above, '--value: expected number, but got "0x10"'],
    ['none', above, '--value: expected number, but got "none"'],
    ['0,0.5', floors, '--value[1]: expected number of at most 0, but got "0.5"'],
    ['3,3', seeds, '--value: must not list the same value twice'],
    ['0.1,0.10', amplitudes, '--value: must not list the same value twice'],
    ['0.01,0', amplitudes, '--value[1]: expected number above 0, but got "0"'],
    // leading zeros may be a thousands separator
    ['1,000', seeds, '--value[1]: expected number, but got "000"'],
  ])('refuses other texts: %s', (text, schema, message) => {
    expect(() => read(schema, text)).toThrow(message);
  });
});
