import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { madeUpVerdict } from '../report/made-up-verdict.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { bytesIn, expectRefusal, lifspec } from './command-line.ts';

/** The results of one sweep, and of the same sweep as two jobs, which tests only read. */
const place = temporaryFolder(afterAll);
const [whole, one, other] = ['whole', 'one', 'other'].map((name) => join(place, name)) as [string, string, string];

beforeAll(async () => {
  const sweep = 'sweep --mode retrained --network miniature --training 1,100 --images 20 --workers 1 --seeds 1';
  await lifspec(`${sweep} --amplitudes 0.01,0.5 --out ${whole}`);
  await lifspec(`${sweep} --amplitudes 0.01 --out ${one}`);
  await lifspec(`${sweep} --amplitudes 0.5 --out ${other}`);
});

describe('lifspec report on results', () => {
  it('joins those of several jobs to the bytes of one sweep', async () => {
    const json = join(place, 'joined.json');
    const { status, stdout, stderr } = await lifspec(`report ${one} ${other} --report text --report json=${json}`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Accuracy and spikes at every amplitude');
    expect(readFileSync(json, 'utf8')).toBe(readFileSync(join(whole, 'results.json'), 'utf8'));
  });

  it('writes the page and the figure of the sweep', async () => {
    const [html, svg] = [join(place, 'page.html'), join(place, 'figure.svg')];
    expect((await lifspec(`report ${one} ${other} --report html=${html} --report svg=${svg}`)).status).toBe(0);
    expect(readFileSync(svg, 'utf8')).toBe(readFileSync(join(whole, 'accuracy.svg'), 'utf8'));
    expect(readFileSync(html, 'utf8')).toContain(readFileSync(svg, 'utf8'));
  });

  it('refuses the same point twice, and different versions', async () => {
    await expectRefusal(`report ${whole} ${one}`, `${one}: contains amplitude 0.01, floor 0, seed 1, as does ${whole}`);
    const older = join(place, 'older');
    cpSync(one, older, { recursive: true });
    const file = join(older, 'results.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(`"${versions.lifspec}"`, '"0.0.9"'));
    const differs = `is from lifspec 0.0.9, but ${other} from ${versions.lifspec}`;
    await expectRefusal(`report ${other} ${older}`, `${older}: ${differs}; they cannot be combined`);
  });

  it('leaves the folder of a sweep unchanged', async () => {
    const before = bytesIn(one);
    const file = join(one, 'results.json');
    await expectRefusal(`report ${one} --report json=${file}`, `--report json=${file}: this file is an input`);
    expect(bytesIn(one)).toEqual(before);
  });
});

describe('lifspec report on verdicts', () => {
  function writeVerdict(content: unknown = madeUpVerdict): string {
    const file = join(temporaryFolder(), 'verdict.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  it('prints a table of them, or writes it to files', async () => {
    const file = writeVerdict();
    const html = `${file}.html`;
    const { status, stdout, stderr } = await lifspec(`report ${file} --report markdown --report html=${html}`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('| spike-height | broken');
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
    await expectRefusal(`report ${file} --report csv`, '--report csv: does not exist for ');
  });

  it.each<[string, unknown, string]>([
    ['text', 'hello', 'is not JSON; expected a report written by lifspec check --report json=FILE'],
    ['unrelated JSON', { rows: [] }, 'is not a report of lifspec check --report json: versions: '],
    [
      'an unknown level',
      { ...madeUpVerdict, level: 'perfect' },
      'is not a report of lifspec check --report json: level: ',
    ],
  ])('refuses a file with %s', (_, content, message) => expectRefusal(`report ${writeVerdict(content)}`, message));
});
