import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SummaryOutput } from '../../src/report/summary.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { writeNetwork } from '../../src/study/network/folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, lifspec } from './command-line.ts';

/** Results of two sweeps over seeds of the same untrained miniature; they are read only. */
const folders: [string, string] = ['', ''];
const place = mkdtempSync(join(tmpdir(), 'lifspec-'));

beforeAll(async () => {
  const weights = join(place, 'weights');
  writeNetwork(weights, build(miniature, 0));
  const sweep = `sweep --amplitudes 0.01,0.5 --initial-voltage uniform --images 5 --workers 1 --weights ${weights}`;
  for (const [index, seeds] of ['0,1', '2'].entries()) {
    folders[index] = join(place, `study${index}`);
    await lifspec(...sweep.split(' '), '--seeds', seeds, '--out', folders[index] as string);
  }
});
afterAll(() => rmSync(place, { recursive: true }));

describe('lifspec summarize', () => {
  it('summarizes the seeds of several folders, with the same bytes in any order', async () => {
    const { status, stdout } = await lifspec('summarize', ...folders, '--format', 'json');
    expect(status).toBe(0);
    const output: SummaryOutput = JSON.parse(stdout);
    expect(output.summaries.map(({ amplitude, seeds }) => [amplitude, seeds])).toEqual([
      [0.01, [0, 1, 2]],
      [0.5, [0, 1, 2]],
    ]);
    expect(output.summaries[0]?.spikingAccuracy.interval).not.toBe(null);
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync('fixtures/schemas/summarize.schema.json', 'utf8')),
    );
    validate(output);
    expect(validate.errors).toBe(null);
  });
});

describe('lifspec report', () => {
  it('writes a page, or a folder with the page and the figure, and no other file', async () => {
    const out = temporaryFolder();
    expect((await lifspec('report', ...folders, '--out', join(out, 'page.html'))).status).toBe(0);
    expect((await lifspec('report', ...folders, '--out', join(out, 'both'))).status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['both', 'page.html']);
    const files = contentOf(join(out, 'both'));
    expect(Object.keys(files)).toEqual(['accuracy.svg', 'report.html']);
    expect(files['report.html']).toBe(readFileSync(join(out, 'page.html'), 'utf8'));
    expect(files['report.html']).toContain(files['accuracy.svg']);
  });

  it('leaves the folder of a sweep unchanged', async () => {
    const [folder] = folders;
    const before = contentOf(folder);
    const { status, stderr } = await lifspec('report', folder, '--out', folder);
    expect([status, stderr]).toEqual([
      2,
      `lifspec: --out ${folder}: contains a sweep with its own report; choose another folder\n`,
    ]);
    expect(contentOf(folder)).toEqual(before);
  });
});
