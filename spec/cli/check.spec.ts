import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgedVersions } from '../../src/conformance/clauses.ts';
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import {
  expectRefusal,
  expectSchema,
  fake,
  interruptLifspec,
  lastLine,
  lifspec,
  serve,
  served,
} from './command-line.ts';

const verdictOf = (text: string): Verdict => JSON.parse(text);

describe('lifspec check', () => {
  it('names the field of the answer that is wrong, and judges nothing, if the adapter does not speak the protocol', async () => {
    const { status, stdout, stderr } = await lifspec('check --', ...fake('missing-field'));
    const said = 'neuron: output.spikeHeight: expected number, but got nothing';
    expect([status, stderr]).toEqual([3, `lifspec: the program could not be judged: ${said}\n`]);
    expect(stdout).toMatch(
      /^could not be judged: neuron: output.spikeHeight: .* \(shape in protocol; 0 passed, 0 failed, /,
    );
  });

  it('names the specification, and judges by no other than the one that is asked for', async () => {
    const { specificationDigest, specification } = judgedVersions;
    const named = `${specification}+${specificationDigest.slice(0, 12)}`;
    const run = (asked: string) => lifspec(`check --quick --only time --specification ${asked} --`, ...served());
    for (const asked of [specification, named]) {
      const { status, stdout } = await run(asked);
      expect([status, stdout]).toEqual([0, expect.stringContaining(`, specification ${named}, protocol `)]);
    }
    for (const asked of ['0.3.0', `${specification}+000000000000`]) {
      const { status, stdout, stderr } = await run(asked);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toBe(
        `lifspec: specification ${asked}: lifspec ${judgedVersions.lifspec} judges by specification ${named}; install the lifspec that has ${asked}, or choose ${specification} or ${named}\n`,
      );
    }
  });

  it('lists cases', async () => {
    const { status, stdout } = await lifspec('check --list --only spike-height');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^lif\/doubled-amplitude-doubles\tspike-height\tlaw\t.+$/m);
  });

  it('reports bit-exact conformance of the reference to a clause, in all formats at once', async () => {
    const folder = temporaryFolder();
    const formats = ['json', 'markdown', 'html'];
    const reports = formats.map((format) => `--report ${format}=${join(folder, format)}`);
    const { status, stdout, stderr } = await lifspec(
      `check --runs 1 --only spike-height ${reports.join(' ')} --`,
      ...served(),
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^conforms, bit-identical: \d+ passed, 0 failed, 0 skipped/);
    const verdict = verdictOf(readFileSync(join(folder, 'json'), 'utf8'));
    expectSchema('check', verdict);
    expect(verdict).toMatchObject({ bitIdentical: true, conforming: true, fault: null });
    expect(readFileSync(join(folder, 'html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('reports the broken clause, the smallest failing input and the mistake', async () => {
    const [mutant, clause] = ['comparison=>=', 'threshold'];
    const json = join(temporaryFolder(), 'verdict.json');
    const line = `check --runs 2 --only ${clause} --report json=${json} --`;
    const { status, stdout, stderr } = await lifspec(line, ...served(mutant));
    expect([status, stderr]).toEqual([1, `lifspec: ${mutant} does not conform\n`]);
    expect(stdout).toContain(' shows every failing input\n');
    expect(stdout).not.toContain('"kind"');
    const verdict = verdictOf(readFileSync(json, 'utf8'));
    expectSchema('check', verdict);
    const { clauses, diagnosis } = verdict;
    expect(clauses.map(({ id, outcome }) => [id, outcome])).toEqual([[clause, 'broken']]);
    const { failure } = clauses[0]?.cases.find(({ id }) => id === 'lif/silent-at-current-one') ?? {};
    expect(failure?.smallest).toMatchObject({ id: 'lif/silent-at-current-one', exchanges: [{ capability: 'neuron' }] });
    expect(diagnosis?.sets[0]?.choices).toEqual({ comparison: '>=' });
  });

  it('judges chosen cases although the program has to declare its conventions', async () => {
    const { status, stdout } = await lifspec('check --only neuron/lif/leak --', ...served('comparison=>='));
    expect(status).toBe(0);
    expect(stdout).toContain('1 passed');
    expect(stdout).not.toContain('Nothing was judged');
  });

  it('states a clause by the declared rule', async () => {
    const line =
      'check --only neuron/lif/start-at-one-driven,neuron/lif/current-one,neuron/lif/tutorial-at-0.25,neuron/lif/tutorial-at-0.5 --runs 5 --report markdown --';
    const { status, stdout } = await lifspec(line, ...served('comparison=>=', { comparison: '>=' }));
    expect(status).toBe(0);
    for (const clause of ['threshold', 'rule'])
      expect(stdout).toMatch(
        new RegExp(
          `^- ${clause}, holds, .* passed: Judged by the declared rules. Under Nengo's rules, the clause says: `,
          'm',
        ),
      );
  });

  it('skips the cases in a skip file, and fails if a skip is not needed', async () => {
    const file = join(temporaryFolder(), 'skips.json');
    // a skip file may name cases that --only leaves out
    const skips = ['lif/doubled-amplitude-doubles', 'threshold', 'neuron/lif/leak'].map((id) => ({
      id,
      reason: 'not yet',
    }));
    writeFileSync(file, `\ufeff${JSON.stringify({ skips })}`); // some editors write a byte order mark
    const chosen = '--only lif/doubled-amplitude-doubles,lif/silent-at-current-one,start --runs 1';
    const { status, stdout } = await lifspec(`check ${chosen} --skip ${file} --report json --`, ...served());
    expect(status).toBe(1);
    const { clauses } = verdictOf(stdout);
    expect(clauses.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['threshold', 'broken'],
      ['start', 'holds'],
      ['spike-height', 'broken'],
    ]);
  });

  it('prints a skip file that holds a known defect green, until it is mended or another one', async () => {
    const file = join(temporaryFolder(), 'skips.json');
    const quick = (mutant?: string) => lifspec('check --quick', '--skip', file, '--', ...served(mutant));
    const { stdout } = await lifspec('check --quick --', ...served('reset=floor'));
    writeFileSync(file, /^Skip file .*: (\{.*\})$/m.exec(stdout)?.[1] ?? '');
    const [known, mended, other] = [await quick('reset=floor'), await quick(), await quick('reset=0.01')];
    expect([known.status, mended.status, other.status]).toEqual([0, 1, 1]);
    expect(known.stdout).toMatch(/^conforms on \d+ of \d+ cases/);
    expect(known.stdout).toContain('Skipped: diagnosis reset=floor, by the skip file: known defect');
    expect(known.stdout).not.toContain('Skip file');
    for (const { stdout: said } of [mended, other])
      expect(said).toContain('Skipped: diagnosis reset=floor, although it is not so; remove from the skip file');
  });

  it.each([
    ['--only C99', '--only C99: is not a case or clause; lifspec check --list names them'],
    ['--skip nowhere.json', 'nowhere.json: there is no such file'],
    ['--report xml', '--report xml: the format must be one of text, markdown, html, json'],
    ['--report json --report text', '--report text: only one report fits on stdout'],
    ['--report json=spec', 'spec: is a folder'],
    ['--quick --runs 3', "option '--quick' cannot be used with option '--runs <n>'"],
    ['--report json=package.json/a --only start', 'package.json/a: a file is in the place of a folder (ENOTDIR)'],
  ])('refuses %s', (options, message) => expectRefusal(`check ${options} -- true`, message));
});

describeSlow('lifspec check', () => {
  it('prints the failure that README.md shows', async () => {
    const shown = /`lifspec check -- lifspec serve --mutant ([\w=-]+)`[\s\S]*?```\n([\s\S]*?)```/;
    const [, mutant, sample] = shown.exec(readFileSync('README.md', 'utf8')) as unknown as [string, string, string];
    const { stdout } = await lifspec('check --', ...served(mutant));
    const lines = sample.split('\n').filter((line) => line !== '');
    const printed = stdout.split('\n').map((line) => lines.find((shown) => line.startsWith(shown)));
    expect(printed.filter((line, index) => line !== undefined && printed.indexOf(line) === index)).toEqual(lines);
  });

  it('does not hold a simulator to rules that it does not follow, if it declares none', async () => {
    const { status, stdout, stderr } = await lifspec('check --', ...served('integrator=euler'));
    const said = "integrator=euler does not follow Nengo's rules, and declares no others";
    expect([status, stderr]).toEqual([1, `lifspec: ${said}\n`]);
    expect(stdout).toContain('request: "conventions": {"integrator":"euler"}\n');
  });

  it('leads a quick check with the diagnosis, then the clause of the smallest failing input', async () => {
    const { stdout } = await lifspec('check --quick --', ...served('refractoryExtra=one-step-more'));
    expect(stdout).toMatch(
      /\n\nDiagnosis: it is refractory for one step more .*\nshown by .*\n\n[\s\S]*\n\n\w+ does not hold/,
    );
  });

  it('with --quick gives a first verdict with about 770 requests, and says so', async () => {
    const messages = join(temporaryFolder(), 'messages');
    const { status, stdout } = await lifspec('check --quick --', 'sh', '-c', 'tee "$0" | "$@"', messages, ...serve);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^conforms in a quick check of some cases, bit-identical: /);
    const requests = readFileSync(messages, 'utf8').match(/"command":"run/g) ?? [];
    expect(requests.length).toBeGreaterThan(100);
    expect(requests.length).toBeLessThanOrEqual(850);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('prints the partial verdict after Ctrl-C and other signals: %s', (signal, code) => {
    const line = `check -- ${serve.join(' ')}`;
    const { status, stdout, stderr } = interruptLifspec(line, { SPEC_SIGNAL: signal, SPEC_REQUESTS: '500' });
    expect(status).toBe(code);
    expect(stdout).toMatch(
      /^stopped before the end: [1-9]\d* passed, 0 failed, 0 skipped, 0 not applicable, [1-9]\d* not run\n/,
    );
    expect(lastLine(stderr)).toBe('lifspec: stopped; the verdict covers what was run');
  });
});
