import { describe, expect, it } from 'vitest';
import { expectSchema, lifspec, serve } from './command-line.ts';

describe('lifspec fingerprint of an importer of NIR', () => {
  it('names the parameters that it ignores, and fails', async () => {
    const { status, stdout, stderr } = await lifspec('fingerprint --', ...serve, '--mutant', 'nir-lif-ignores-r');
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(1, 3)).toEqual(['ignores LIF.r', 'a spike of a LIF resets to a voltage']);
    expect(stderr).toContain('nir-lif-ignores-r does not honor LIF.r of NIR, and no answer says so');
  });

  it('writes the same as JSON', async () => {
    const { stdout } = await lifspec('fingerprint --report json --', ...serve, '--mutant', 'nir-one-tau-for-all');
    const output = JSON.parse(stdout);
    expectSchema('fingerprint', output);
    expect(output.nir.parameters).toContainEqual({ node: 'LIF', parameter: 'v_reset', finding: 'honored' });
  });
});
