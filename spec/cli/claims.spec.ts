import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClaimsOutput } from '../../src/report/claims.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, expectSchema, lifspec } from './command-line.ts';

const listed = async (words = ''): Promise<ClaimsOutput> =>
  JSON.parse((await lifspec(`claims --format json${words}`)).stdout);

describe('lifspec claims', () => {
  it('lists all claims in order with their laws, in JSON that matches its schema', async () => {
    const output = await listed(` --studies ${temporaryFolder()}`);
    const numbers = Array.from({ length: 12 }, (_, index) => `C${index + 1}`);
    expect(output.claims.map(({ id }) => id)).toEqual([...numbers, 'F1', 'F2', 'F3', 'F4', 'F5']);
    const lawsOf = (id: string) => output.claims.find((claim) => claim.id === id)?.laws.map((law) => law.id);
    expect(lawsOf('C3')).toContain('lif/silent-at-current-one');
    expect(lawsOf('C5')).toEqual(['rectifier/does-not-mind-the-amplitude', 'digits/falls-with-fixed-weights']);
    expect(lawsOf('F3')).toContain('amplitude/rescaling-trains-the-same');
    for (const { laws, verdict } of output.claims)
      expect(verdict).toBe(laws.length > 0 ? 'holds (law)' : 'not shown yet');
    expectSchema('claims', output);
  });

  it('lists evidence from saved studies for every claim about a network', async () => {
    const { claims } = await listed();
    const bare = claims.filter(({ evidence }) => evidence.length === 0).map(({ id, about }) => `${id}: ${about}`);
    expect(bare).toEqual(['C1: a neuron', 'C2: a neuron', 'C3: a neuron', 'C10: a channel']);
  });

  it('does not rerun a study of a network that lifspec does not include', async () => {
    const studies = temporaryFolder();
    const weights = 'fixtures/networks/own-network/keras-dense';
    const run = `sweep --weights ${weights} --amplitudes 0.002 --images 2 --workers 1 --out ${join(studies, 'own')}`;
    expect((await lifspec(run)).status).toBe(0);
    const { stdout, status } = await lifspec(`claims --verify --studies ${studies}`);
    expect(stdout).toContain('own: not rerun: lifspec does not include the network mine\n');
    expect(status).toBe(0);
  });

  it('refuses a damaged study', async () => {
    const studies = temporaryFolder();
    mkdirSync(join(studies, 'damaged'));
    writeFileSync(join(studies, 'damaged', 'results.json'), '{');
    await expectRefusal(`claims --studies ${studies}`, join('damaged', 'results.json: is not JSON'));
  });
});
