import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import type { SummaryOutput } from '../../src/report/summary.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { build } from '../../src/simulator/network/build.ts';
import { writeNetwork } from '../../src/study/network/folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, expectRefusal, expectSchema, lifspec } from './command-line.ts';

/** Results of two sweeps over seeds of the same untrained miniature, which tests only read. */
const place = temporaryFolder(afterAll);
const folders = [join(place, 'two-seeds'), join(place, 'one-seed')] as const;

beforeAll(async () => {
  const weights = join(place, 'weights');
  writeNetwork(weights, build(miniature, 0));
  const sweep = `sweep --amplitudes 0.01,0.5 --initial-voltage uniform --images 5 --workers 1 --weights ${weights}`;
  await lifspec(`${sweep} --seeds 0,1 --out ${folders[0]}`);
  await lifspec(`${sweep} --seeds 2 --out ${folders[1]}`);
});

describe('lifspec summarize', () => {
  it('summarizes the seeds of several folders in JSON that matches its schema', async () => {
    const { status, stdout } = await lifspec(`summarize ${folders.join(' ')} --format json`);
    expect(status).toBe(0);
    const output: SummaryOutput = JSON.parse(stdout);
    expect(output.summaries.map(({ amplitude, seeds }) => [amplitude, seeds])).toEqual([
      [0.01, [0, 1, 2]],
      [0.5, [0, 1, 2]],
    ]);
    expect(output.summaries[0]?.spikingAccuracy.interval).not.toBe(null);
    expectSchema('summarize', output);
  });
});

describe.each([
  ['summarize', (...paths: string[]) => `summarize ${paths.join(' ')}`],
  ['report', (...paths: string[]) => `report ${paths.join(' ')} --out ${join(temporaryFolder(), 'page.html')}`],
])('lifspec %s', (_, line) => {
  it('does not combine results of different versions', async () => {
    const older = join(temporaryFolder(), 'older');
    cpSync(folders[1], older, { recursive: true });
    const file = join(older, 'results.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`"${versions.lifspec}"`, '"0.0.9"'));
    const differs = `version of lifspec is "0.0.9", but in ${folders[0]} it is "${versions.lifspec}"`;
    await expectRefusal(line(folders[0], older), `${older}: ${differs}; they cannot be combined`);
    expect((await lifspec(line(older))).status).toBe(0);
  });
});

describe('lifspec report', () => {
  it('writes only to a folder that it made, or an empty one', async () => {
    const out = join(temporaryFolder(), 'report');
    const line = `report ${folders[0]} --out ${out}`;
    for (let time = 0; time < 2; time++) expect((await lifspec(line)).status).toBe(0);
    writeFileSync(join(out, 'notes.txt'), 'mine');
    const before = contentOf(out);
    await expectRefusal(line, `${out}: contains notes.txt, which lifspec report did not write; choose an empty folder`);
    expect(contentOf(out)).toEqual(before);
    rmSync(join(out, 'notes.txt'));
    writeFileSync(join(out, 'report.html'), 'mine');
    await expectRefusal(line, `${out}: contains report.html, which lifspec report did not write`);
  });

  it('writes a page, or a folder with the page and the figure, and no other file', async () => {
    const out = temporaryFolder();
    for (const name of ['page.html', 'both'])
      expect((await lifspec(`report ${folders.join(' ')} --out ${join(out, name)}`)).status).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['both', 'page.html']);
    const files = contentOf(join(out, 'both'));
    expect(Object.keys(files)).toEqual(['accuracy.svg', 'report.html']);
    expect(files['report.html']).toBe(readFileSync(join(out, 'page.html'), 'utf8'));
    expect(files['report.html']).toContain(files['accuracy.svg']);
  });

  it('refuses a folder that is listed twice through a link', async () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(folders[0], link);
    const line = `report ${folders[0]} ${link} --out ${link}.html`;
    await expectRefusal(line, `${link}: is listed twice`);
  });

  it('leaves the folder of a sweep unchanged', async () => {
    const [folder] = folders;
    const before = contentOf(folder);
    const message = `--out ${folder}: contains a sweep with its own report; choose another folder\n`;
    await expectRefusal(`report ${folder} --out ${folder}`, message);
    expect(contentOf(folder)).toEqual(before);
  });
});
