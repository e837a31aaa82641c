import { expect, it } from 'vitest';
import type { FingerprintOutput } from '../../src/report/fingerprint.ts';
import { describeSlow } from '../slow.ts';
import { expectSchema, fake, lifspec, served } from './command-line.ts';

describeSlow('lifspec fingerprint', () => {
  it.each([
    [undefined, "Nengo's rules"],
    ['reset=subtract', "Nengo's rules, except that it resets by subtraction"],
  ])('reports the conventions of a simulator and exits with 0: %s', async (mutant, name) => {
    const { status, stdout, stderr } = await lifspec('fingerprint --report json --', ...served(mutant));
    expect([status, stderr]).toEqual([0, '']);
    const output: FingerprintOutput = JSON.parse(stdout);
    expectSchema('fingerprint', output);
    expect(output).toMatchObject({ fingerprint: { outcome: 'member', words: name }, mismatches: null });
  });

  it('reports the closest conventions and the first deviation of other simulators, and exits with 1', async () => {
    const { status, stdout, stderr } = await lifspec('fingerprint --', ...served('reset=hundredth'));
    expect([status, stderr]).toEqual([1, 'lifspec: reset=hundredth follows none of the known conventions\n']);
    expect(stdout).toContain(', no floor), neuron 2, step 1, voltage is 0.01, expected 0\n');
    expect(stdout).not.toContain('follows Nengo');
  });

  it('shows the request that ended a program, and the end of its stderr', async () => {
    const { status, stderr } = await lifspec('fingerprint --', ...fake('raises-in-the-middle'));
    expect(status).toBe(3);
    expect(stderr).toMatch(/\nstderr:\n.* {2}Error: no such step.*\nthe request \(neuron\):\n {2}dtSeconds: 0\.001\n/s);
  });

  it('names the field of an answer that is wrong, and exits with 3', async () => {
    const { status, stdout, stderr } = await lifspec('fingerprint --', ...fake('missing-field'));
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain('could not be judged: neuron: output.spikeHeight: ');
  });

  it('exits with 3 for a program without neurons', async () => {
    const { status, stderr } = await lifspec('fingerprint --', ...served('low-pass-squares'));
    expect(status).toBe(3);
    expect(stderr).toContain('could not be judged: no probe was answered: it does not support neuron\n');
  });
});
