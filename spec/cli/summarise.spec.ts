import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { SummaryOutput } from '../../src/report/summary.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, lifspec, miniatureWeights } from './command-line.ts';

const sweep =
  `sweep --amplitudes 0.01,0.5 --initial-voltage uniform --images 20 --workers 1 --weights ${'WEIGHTS'}`.split(' ');

/** Results of a sweep over some seeds, of an untrained miniature. */
function resultsOf(seeds: string, weights = miniatureWeights()): string {
  const folder = join(temporaryFolder(), 'study');
  lifspec(...sweep.map((word) => (word === 'WEIGHTS' ? weights : word)), '--seeds', seeds, '--out', folder);
  return folder;
}

describe('lifspec summarise', () => {
  it('sums up the seeds of several folders, the same bytes in any order of them', () => {
    const weights = miniatureWeights();
    const folders = [resultsOf('0,1', weights), resultsOf('2', weights)];
    const { status, stdout } = lifspec('summarise', ...folders, '--format', 'json');
    expect(status).toBe(0);
    const output: SummaryOutput = JSON.parse(stdout);
    expect(output.summaries.map(({ amplitude, seeds }) => [amplitude, seeds])).toEqual([
      [0.01, [0, 1, 2]],
      [0.5, [0, 1, 2]],
    ]);
    expect(output.summaries[0]?.spikingAccuracy.interval).not.toBe(null);
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync('fixtures/schema/summarise.schema.json', 'utf8')),
    );
    validate(output);
    expect(validate.errors).toBe(null);
    expect(lifspec('summarise', ...folders.reverse(), '--format', 'json').stdout).toBe(stdout);
  });

  it('refuses the same results twice', () => {
    const folder = resultsOf('0');
    const { status, stdout, stderr } = lifspec('summarise', folder, folder);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^lifspec: .*seed 0, as .* does; give one of them\n$/);
  });
});

describe('lifspec report', () => {
  it('writes a page, or a folder with the figure as well, and no other file', () => {
    const folder = resultsOf('0');
    const place = temporaryFolder();
    expect(lifspec('report', folder, '--out', join(place, 'page.html')).status).toBe(0);
    expect(lifspec('report', folder, '--out', join(place, 'both')).status).toBe(0);
    expect(readdirSync(place).sort()).toEqual(['both', 'page.html']);
    const files = contentOf(join(place, 'both'));
    expect(Object.keys(files)).toEqual(['accuracy.svg', 'report.html']);
    expect(files['report.html']).toBe(readFileSync(join(place, 'page.html'), 'utf8'));
    expect(files['report.html']).toContain(files['accuracy.svg']);
  });

  it('leaves the folder of a sweep as it is', () => {
    const folder = resultsOf('0');
    const before = contentOf(folder);
    const { status, stderr } = lifspec('report', folder, '--out', folder);
    expect([status, stderr]).toEqual([
      2,
      `lifspec: --out ${folder}: holds a sweep with a report of its own; take another folder\n`,
    ]);
    expect(contentOf(folder)).toEqual(before);
  });
});
