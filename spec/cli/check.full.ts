import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { declaring, fake, interruptLifspec, lastLine, lifspec, serve } from './command-line.ts';

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

  it('prints the failure that README.md shows', { timeout: 60_000 }, async () => {
    const shown = /`npx lifspec check -- npx lifspec serve --mutant ([\w-]+)`[\s\S]*?```\n([\s\S]*?)```/;
    const [, mutant, sample] = shown.exec(readFileSync('README.md', 'utf8')) as unknown as [string, string, string];
    const { stdout } = await lifspec('check --', ...serve, '--mutant', mutant);
    const lines = sample.split('\n').filter((line) => line !== '');
    expect(stdout.split('\n').filter((line) => lines.includes(line))).toEqual(lines);
  });

  it('does not hold a simulator to rules that it does not follow, if it declares none', async () => {
    const { status, stdout, stderr } = await lifspec('check --', ...serve, '--mutant', 'integrates-by-euler');
    const said = "integrates-by-euler does not follow Nengo's rules, and declares no others";
    expect([status, stderr]).toEqual([1, `lifspec: ${said}\n`]);
    expect(stdout).toContain('\n  "conventions": {"integrator":"euler"}\n');
  });

  it('fails a simulator whose fingerprint contradicts what it declares, even if no case does', async () => {
    const line = 'check --quick --';
    const { status, stdout } = await lifspec(line, ...declaring({ floor: 'none' }));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^does not conform in a quick check of some cases, /);
    expect(stdout).toContain('declares no floor, but follows ');
  });

  it('holds it to the rules of Nengo with --conventions nengo', async () => {
    const line = 'check --conventions nengo --quick --';
    const { status, stdout } = await lifspec(line, ...serve, '--mutant', 'integrates-by-euler');
    expect(status).toBe(1);
    expect(stdout).toMatch(/\njudged by Nengo's conventions\nbehaves like: Euler/);
  });

  it('leads a quick check with the clause that a mutant breaks, and one line of its cause', async () => {
    const { stdout } = await lifspec('check --quick --', ...serve, '--mutant', 'refractory-one-step-long');
    expect(stdout).toMatch(/\n\nLikely mistake: refractory-one-step-long: .*\n\nrefractory does not hold/);
  });

  it('with --quick gives a first verdict with fewer than 300 requests, and says so', async () => {
    const transcript = join(temporaryFolder(), 'messages.jsonl');
    const { status, stdout } = await lifspec(`check --quick --transcript ${transcript} --`, ...serve);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^conforms in a quick check of some cases, level bits: /);
    const requests = readFileSync(transcript, 'utf8').match(/"command\\":\\"run/g) ?? [];
    expect(requests.length).toBeGreaterThan(100);
    expect(requests.length).toBeLessThan(300);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('prints the partial verdict after Ctrl-C and other signals: %s', async (signal, code) => {
    const line = `check -- ${serve.join(' ')}`;
    const { status, stdout, stderr } = await interruptLifspec(line, signal, (said) =>
      / of \d+ requests \(estimated\), 0 failed, /.test(said.stderr),
    );
    expect(status).toBe(code);
    expect(stdout).toMatch(
      /^stopped before the end: [1-9]\d* passed, 0 failed, 0 skipped, 0 not applicable, [1-9]\d* not run\n/,
    );
    expect(lastLine(stderr)).toBe('lifspec: stopped; the verdict covers what was run');
  });

  it('exits with 3 for a program that crashes, and reports what was judged', async () => {
    const line = 'check --only neuron/lif/start-half-way --report json --';
    const { status, stdout, stderr } = await lifspec(line, ...fake('crash-in-the-middle'));
    expect(status).toBe(3);
    expect(stderr).toContain('lifspec: the program could not be judged: ');
    expect(JSON.parse(stdout)).toMatchObject({ conforming: false, fault: { kind: 'crash' } });
  });
});
