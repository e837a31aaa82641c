import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClaimsOutput } from '../../src/report/claims.ts';
import type { SweepOutput } from '../../src/study/results/saved-results.ts';
import { describeSlow, isThorough } from '../slow.ts';
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

describeSlow('the saved studies', () => {
  it('have the same numbers when points are run again, even if networks are trained again', async () => {
    const few = ['nengo-dl', 'miniature-retrained'];
    const studies = temporaryFolder();
    for (const study of few) cpSync(join('fixtures', 'studies', study), join(studies, study), { recursive: true });
    const { status, stdout, stderr } = await lifspec(`claims --verify${isThorough ? '' : ` --studies ${studies}`}`);
    expect(status, stderr).toBe(0);
    for (const study of isThorough ? [...few, 'tutorial-all'] : few)
      expect(stdout).toMatch(new RegExp(`^${study}: amplitude .* rerun, identical$`, 'm'));
    expect(stdout).not.toContain(': differs: ');
  }, 1_200_000);
});

describeSlow('lifspec claims', () => {
  it('finds evidence in saved studies, runs some of their points again, and exits with 1 if a number differs', async () => {
    const studies = temporaryFolder();
    const path = (name: string) => join(studies, name, 'results.json');
    const sweep = 'sweep --amplitudes 0.01,0.5 --min-voltage 0,none --images 10 --workers 1';
    await lifspec(`${sweep} --out ${join(studies, 'given')}`);
    const text = readFileSync(path('given'), 'utf8');
    cpSync(join(studies, 'given'), join(studies, 'foreign'), { recursive: true });
    writeFileSync(path('foreign'), text.replace(/(?<="networkDigest": ")[0-9a-f]*/, 'a'.repeat(64)));

    const same = await lifspec(`claims --verify --studies ${studies}`);
    // both contain the same points, so one is enough
    expect(same.stdout.match(/evidence {2}\w+: with floor \d+\.\d → \d+\.\d %, without/g)).toHaveLength(1);
    expect(same.stdout).toContain('given: amplitude 0.5, floor none, seed 0, 10 images: rerun, identical\n');
    expect(same.stdout).toContain('foreign: not rerun: lifspec does not include its weights\n');
    expect([same.status, same.stderr]).toEqual([0, '']);

    // one more spike in the third layer, over all 10 images
    const output: SweepOutput = JSON.parse(text);
    const rows = output.rows.map((row) => ({
      ...row,
      spikesPerNeuronStep: row.spikesPerNeuronStep.map((spikes, layer) => spikes + (layer === 2 ? 1 / 960_000 : 0)),
    }));
    writeFileSync(path('given'), JSON.stringify({ ...output, rows }));
    const other = await lifspec(`claims --verify --studies ${studies} --format json`);
    const { verification } = JSON.parse(other.stdout) as Required<ClaimsOutput>;
    expect(verification.find(({ study }) => study === 'given')?.differences[0]).toMatch(
      /^amplitude 0\.5, floor 0, seed 0, 10 images: saved spikesPerNeuronStep \[.*\], now \[/,
    );
    expect([other.status, other.stderr]).toEqual([
      1,
      'lifspec: 3 numbers of the saved studies could not be reproduced\n',
    ]);
  });
});
