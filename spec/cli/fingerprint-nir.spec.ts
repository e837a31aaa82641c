import { describe, expect, it } from 'vitest';
import { lifspec, served } from './command-line.ts';

describe('lifspec fingerprint of a NIR importer', () => {
  it('names the parameters that it ignores, and fails', async () => {
    const { status, stdout, stderr } = await lifspec('fingerprint --', ...served('nir-lif-ignores-r'));
    expect(status).toBe(1);
    expect(stdout.split('\n').slice(1, 3)).toEqual(['ignores LIF.r', 'a spike of a LIF resets to a voltage']);
    expect(stderr).toContain('nir-lif-ignores-r does not honor LIF.r of NIR, and no answer says so');
  });

  it('says why a simulator cannot be judged that answers NaN to everything', async () => {
    const program = `
      const answers = { start: { protocol: 3, implementation: { name: 'nan', version: '1' }, capabilities: ['nir'], precision: 'float64' } };
      require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
        const { id, command, input } = JSON.parse(line);
        const output = { spikes: [[]], voltage: input?.inputs.map(() => ['NaN']) };
        if (command === 'stop') process.exit();
        console.log(JSON.stringify({ id, ...(answers[command] ?? { output }) }));
      });`;
    const { status, stdout, stderr } = await lifspec('fingerprint --', process.execPath, '-e', program);
    expect(status).toBe(3);
    expect(stdout).toMatch(/does not answer about LIF\.dt, .*: .*NaN/);
    expect(stderr).toMatch(/: no NIR probe was answered: .*NaN/);
  });
});
