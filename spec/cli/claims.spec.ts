import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { allLaws } from '../../properties/law-list.ts';
import type { ClaimsOutput } from '../../src/report/claims.ts';
import { readKeptStudies } from '../../src/report/kept-studies.ts';
import type { SweepOutput } from '../../src/report/output.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lifspec } from './command-line.ts';

describe('lifspec claims', () => {
  it('lists all claims in order, each with its laws from every collection, and accepts its schema', () => {
    const output: ClaimsOutput = JSON.parse(
      lifspec('claims', '--format', 'json', '--studies', temporaryFolder()).stdout,
    );
    const numbers = Array.from({ length: 12 }, (_, index) => `C${index + 1}`);
    expect(output.claims.map(({ id }) => id)).toEqual([...numbers, 'F1', 'F2', 'F3', 'F4']);
    const lawsOf = (id: string) => output.claims.find((claim) => claim.id === id)?.laws.map((law) => law.id);
    expect(lawsOf('C3')).toContain('lif/silent-at-current-one');
    expect(lawsOf('C5')).toEqual(['rectifier/does-not-mind-the-amplitude', 'digits/falls-with-fixed-weights']);
    expect(lawsOf('F3')).toContain('amplitude/compensation-trains-the-same');
    for (const { laws, verdict } of output.claims)
      expect(verdict).toBe(laws.length > 0 ? 'holds (law)' : 'not shown yet');
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync('fixtures/schema/claims.schema.json', 'utf8')),
    );
    validate(output);
    expect(validate.errors).toBe(null);
  });

  it('works evidence out of kept studies, runs points of them again, and ends with 1 if a number differs', () => {
    const studies = temporaryFolder();
    const path = (name: string) => join(studies, name, 'results.json');
    lifspec(
      ...'sweep --amplitudes 0.01,0.5 --min-voltage 0,none --images 10 --workers 1 --out'.split(' '),
      join(studies, 'given'),
    );
    const text = readFileSync(path('given'), 'utf8');
    cpSync(join(studies, 'given'), join(studies, 'foreign'), { recursive: true });
    writeFileSync(
      path('foreign'),
      text.replace(/"networkDigest": "[0-9a-f]*"/, `"networkDigest": "${'a'.repeat(64)}"`),
    );

    const same = lifspec('claims', '--verify', '--studies', studies);
    expect(same.stdout).toMatch(/evidence {2}given: with floor \d+\.\d → \d+\.\d %, without/);
    expect(same.stdout).toContain('given: amplitude 0.5, floor none, seed 0, 10 images: run again, the same\n');
    expect(same.stdout).toContain('foreign: not run again: its weights do not come with lifspec\n');
    expect([same.status, same.stderr]).toEqual([0, '']);

    // one spike more in all of 10 images, in the third layer
    const output: SweepOutput = JSON.parse(text);
    const rows = output.rows.map((row) => ({
      ...row,
      spikesPerNeuronStep: row.spikesPerNeuronStep.map((spikes, layer) => spikes + (layer === 2 ? 1 / 960_000 : 0)),
    }));
    writeFileSync(path('given'), JSON.stringify({ ...output, rows }));
    const other = lifspec('claims', '--verify', '--studies', studies, '--format', 'json');
    const { verification } = JSON.parse(other.stdout) as Required<ClaimsOutput>;
    expect(verification.find(({ study }) => study === 'given')?.differences[0]).toMatch(
      /^amplitude 0\.5, floor 0, seed 0, 10 images: kept spikesPerNeuronStep \[.*\], now \[/,
    );
    expect([other.status, other.stderr]).toEqual([1, 'lifspec: 3 numbers of kept studies came out differently\n']);
  });

  it('refuses a damaged study', () => {
    const studies = temporaryFolder();
    mkdirSync(join(studies, 'damaged'));
    writeFileSync(join(studies, 'damaged', 'results.json'), '{');
    const { status, stderr } = lifspec('claims', '--studies', studies);
    const message = `${join(studies, 'damaged', 'results.json')}: is damaged, it is no JSON`;
    expect([status, stderr]).toEqual([2, `lifspec: ${message}\n`]);
  });
});

describe('the studies that are kept', () => {
  it('can be read, and are told of in the README beside them', () => {
    const folder = join('fixtures', 'study');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const studies = readKeptStudies(folder);
    for (const { name } of studies) expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`\`${name}\``);
    expect(studies.length).toBe(names.filter((name) => existsSync(join(folder, name, 'results.json'))).length);
  });
});

describe('the laws of all collections', () => {
  it('are listed under ids that are never used twice', () => {
    const ids = allLaws.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
  });
});
