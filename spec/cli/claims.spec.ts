import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { allLaws } from '../../properties/laws.ts';
import type { ClaimsOutput } from '../../src/report/claims.ts';
import { readStudies } from '../../src/study/results/read-saved.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lifspec } from './command-line.ts';

describe('lifspec claims', () => {
  it('lists all claims in order with their laws, in JSON that matches its schema', async () => {
    const output: ClaimsOutput = JSON.parse(
      (await lifspec('claims', '--format', 'json', '--studies', temporaryFolder())).stdout,
    );
    const numbers = Array.from({ length: 12 }, (_, index) => `C${index + 1}`);
    expect(output.claims.map(({ id }) => id)).toEqual([...numbers, 'F1', 'F2', 'F3', 'F4']);
    const lawsOf = (id: string) => output.claims.find((claim) => claim.id === id)?.laws.map((law) => law.id);
    expect(lawsOf('C3')).toContain('lif/silent-at-current-one');
    expect(lawsOf('C5')).toEqual(['rectifier/does-not-mind-the-amplitude', 'digits/falls-with-fixed-weights']);
    expect(lawsOf('F3')).toContain('amplitude/rescaling-trains-the-same');
    for (const { laws, verdict } of output.claims)
      expect(verdict).toBe(laws.length > 0 ? 'holds (law)' : 'not shown yet');
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync('fixtures/schemas/claims.schema.json', 'utf8')),
    );
    validate(output);
    expect(validate.errors).toBe(null);
  });

  it('lists evidence from saved studies for every claim about a network', async () => {
    const { claims }: ClaimsOutput = JSON.parse((await lifspec('claims', '--format', 'json')).stdout);
    const bare = claims.filter(({ evidence }) => evidence.length === 0).map(({ id, about }) => `${id}: ${about}`);
    expect(bare).toEqual(['C1: a neuron', 'C2: a neuron', 'C3: a neuron', 'C10: a channel']);
  });

  it('refuses a damaged study', async () => {
    const studies = temporaryFolder();
    mkdirSync(join(studies, 'damaged'));
    writeFileSync(join(studies, 'damaged', 'results.json'), '{');
    const { status, stderr } = await lifspec('claims', '--studies', studies);
    const message = `${join(studies, 'damaged', 'results.json')}: is not JSON`;
    expect([status, stderr]).toEqual([2, `lifspec: ${message}\n`]);
  });
});

describe('the saved studies', () => {
  it('can be read, and are listed in their README', async () => {
    const folder = join('fixtures', 'studies');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const studies = readStudies(folder);
    for (const { name } of studies) expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`\`${name}\``);
    expect(studies.length).toBe(names.filter((name) => existsSync(join(folder, name, 'results.json'))).length);
  });
});

describe('the laws of all collections', () => {
  it('have unique ids', async () => {
    const ids = allLaws.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) < index)).toEqual([]);
  });
});
