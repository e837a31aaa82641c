import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClaimsOutput } from '../../src/report/claims.ts';
import type { SweepOutput } from '../../src/study/results/saved-results.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { isThorough } from '../thoroughness.ts';
import { lifspec } from './command-line.ts';

describe('the saved studies', () => {
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

describe('lifspec claims', () => {
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
