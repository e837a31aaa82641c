import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { lifspec, serve } from './command-line.ts';

/** A program that crashes at the first request. */
const answerOnce = `process.stdin.once('data', () => {
  process.stdin.once('data', () => process.exit(3));
  const implementation = { name: 'mortal', version: '1' };
  console.log(JSON.stringify({ id: 0, protocol: 2, implementation, capabilities: ['neuron'], precision: 'float64' }));
})`;

describe('lifspec check', () => {
  it('reports bit-exact conformance of the reference to all claims', async () => {
    const { status, stdout } = await lifspec('check --runs 1 --report json --', ...serve);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ level: 'bits', conforming: true, skips: [], untested: [] });
  });

  it.each([
    ['knows-whole-steps-only', 0, 'fingerprint', 'member', 'holds'],
    ['resets-to-a-hundredth', 1, 'Nengo', 'outside', 'broken'],
  ])(
    'with --conventions auto judges %s by the conventions in its fingerprint, if any',
    async (mutant, code, ...found) => {
      const line = 'check --only reset --conventions auto --runs 3 --report json --';
      const { status, stdout } = await lifspec(line, ...serve, '--mutant', mutant);
      const { conventions, fingerprint, claims } = JSON.parse(stdout) as Verdict;
      expect(status).toBe(code);
      expect([conventions.source, fingerprint?.outcome, claims[0]?.outcome]).toEqual(found);
    },
  );

  it.each([
    ['ends at once', 'process.exit(0)', 'early-exit'],
    ['writes a line that is not a message', 'console.log("hello"); setTimeout(() => {}, 1e5)', 'hello'],
    ['crashes', answerOnce, 'ended'],
  ])('exits with 3 for a program that %s', async (_, script, message) => {
    const line = 'check --only neuron/lif/start-half-way --report json --';
    const { status, stdout, stderr } = await lifspec(line, process.execPath, '-e', script);
    expect(status).toBe(3);
    expect(stderr).toContain('lifspec: the program could not be judged: ');
    if (message === 'ended') expect(JSON.parse(stdout)).toMatchObject({ conforming: false, fault: { kind: 'crash' } });
    else expect(stdout).toBe('');
  });
});
