import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../fixtures/schemas/check.schema.json' with { type: 'json' };
import type { Verdict } from '../../src/conformance/judge/verdict.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lifspec, runHere, serve } from './command-line.ts';

const verdictOf = (text: string): Verdict => JSON.parse(text);

describe('lifspec check', () => {
  it('finds the reference conforming, to the bit, in every format at once', () => {
    const folder = temporaryFolder();
    const files = ['json', 'junit', 'markdown', 'html'].map((format) => ({ format, file: join(folder, format) }));
    const reports = files.flatMap(({ format, file }) => ['--report', `${format}=${file}`]);
    const { status, stdout, stderr } = lifspec('check', '--runs', '1', ...reports, '--', ...serve);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[0]).toMatch(/^conforms, level bits: \d+ passed, 0 failed, 0 skipped/);
    const verdict = verdictOf(readFileSync(join(folder, 'json'), 'utf8'));
    const validate = new Ajv2020({ strict: true }).compile(schema);
    expect(validate(verdict) ? [] : validate.errors).toEqual([]);
    expect(verdict).toMatchObject({ level: 'bits', conforming: true, fault: null, skips: [], untested: [] });
    expect(readFileSync(join(folder, 'junit'), 'utf8')).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites /,
    );
  });

  it('names the claim that is broken, the smallest case as a vector, and the mutant that breaks it', () => {
    const [mutant, claim] = ['fires-at-threshold', 'threshold'];
    const words = ['--runs', '10', '--only', claim, '--report', 'json', '--', ...serve, '--mutant', mutant];
    const { status, stdout, stderr } = lifspec('check', ...words);
    expect([status, stderr]).toEqual([1, `lifspec: ${mutant} does not conform\n`]);
    const { claims, looksLike } = verdictOf(stdout);
    expect(claims.map(({ id, outcome }) => [id, outcome])).toEqual([[claim, 'broken']]);
    const { failure } = claims[0]?.cases.find(({ id }) => id === 'lif/silent-at-voltage-one') ?? {};
    expect(failure?.vector).toMatchObject({
      id: 'found/lif/silent-at-voltage-one',
      kills: [expect.stringContaining(mutant)],
    });
    expect(looksLike.map(({ name }) => name)).toContain(mutant);
  });

  it('judges by a vector that somebody has, in place of all others', () => {
    const file = join(temporaryFolder(), 'found.json');
    const leak = JSON.parse(readFileSync('fixtures/vectors/neuron/lif/leak.json', 'utf8'));
    writeFileSync(file, JSON.stringify({ ...leak, id: 'found/lif/leak' }));
    const { status, stdout } = lifspec('check', '--vector', file, '--', ...serve, '--mutant', 'starts-at-zero');
    expect(status).toBe(1);
    expect(stdout).toMatch(/tested with 1 vector;.*vector found\/lif\/leak, level steps: leaks to 1\/e/s);
    expect(stdout).not.toContain('the vector is fixtures');
  });

  it('skips what a file says, and calls a skip that is not needed a failure', () => {
    const file = join(temporaryFolder(), 'skips.json');
    const skips = ['lif/doubled-amplitude-doubles', 'C3'].map((id) => ({ id, reason: 'not yet' }));
    writeFileSync(file, JSON.stringify({ skips }));
    const chosen = ['--only', 'lif/doubled-amplitude-doubles,lif/silent-at-current-one,start', '--runs', '1'];
    const { status, stdout } = lifspec('check', ...chosen, '--skip', file, '--report', 'json', '--', ...serve);
    expect(status).toBe(1);
    const { claims } = verdictOf(stdout);
    expect(claims.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['C3', 'broken'],
      ['C4', 'broken'],
      ['start', 'holds'],
    ]);
  });

  it.each([
    ['check', "missing required argument 'command'"],
    ['check --only C99 -- true', '--only C99: there is no such case, claim or clause'],
    ['check --skip nowhere.json -- true', 'nowhere.json: there is no such file'],
    ['check --skip package.json -- true', 'package.json: must be {"skips"'],
    ['check --vector nowhere.json -- true', 'nowhere.json: there is no such file'],
    ['check --vector package.json -- true', 'package.json: ✖ Invalid'],
    [
      'check --vector fixtures/vectors/neuron/lif/leak.json --vector fixtures/vectors/neuron/lif/leak.json -- true',
      'fixtures/vectors/neuron/lif/leak.json: neuron/lif/leak is given twice',
    ],
    ['check --report xml -- true', '--report must be one of text, json, junit, markdown, html'],
    ['check --report json= -- true', '--report json=: the name of the file is missing'],
    ['check --report json --report text -- true', 'there is room for one report on stdout'],
    ['check --report json=a --report text=a -- true', 'two reports cannot go to one file'],
    ['check --report json=a --report text=./spec/../a -- true', 'two reports cannot go to one file'],
    ['check --report json=a --transcript ./a -- true', '--report json=a: something else is written into this file'],
    ['check --report json=spec -- true', 'spec: is a folder, but a file is to be written'],
    ['check --report json=package.json/a -- true', 'package.json: cannot be written (ENOTDIR)'],
    ['check --runs 0 -- true', '--runs must be a whole number of 1 or more, but is "0"'],
    ['check --time-limit soon -- true', '--time-limit must be a number above 0, but is "soon"'],
    ['check --conventions mine -- true', 'Allowed choices are declared, auto.'],
    ['check --only start -- ./no-such-program', './no-such-program: there is no such program'],
    [
      'check --transcript no/where.jsonl --only start -- true',
      '--transcript no/where.jsonl: cannot be written (ENOENT)',
    ],
  ])('refuses %s', async (words, message) => {
    const { status, said } = await runHere(words);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(message);
    expect(status).toBe(2);
  });
});
