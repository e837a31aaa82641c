import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { madeUpVerdict } from '../report/made-up-verdict.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, lifspec } from './command-line.ts';

function writeVerdict(content: unknown = madeUpVerdict): string {
  const file = join(temporaryFolder(), 'verdict.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('lifspec matrix', () => {
  it('prints a table of reports, or writes it to files', async () => {
    const file = writeVerdict();
    const html = `${file}.html`;
    const { status, stdout, stderr } = await lifspec(`matrix ${file} --report markdown --report html=${html}`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('| C3: It is so. | as declared, steps |');
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
    expect((await lifspec(`matrix ${file}`)).stdout).toMatch(/^simulator +verdict +level +broken +judged by\n/);
  });

  it.each<[string, unknown, string]>([
    ['text', 'hello', 'is not JSON; expected a report written by lifspec check --report json=FILE'],
    ['unrelated JSON', { rows: [] }, 'is not a report of lifspec check --report json: versions: '],
    ['a number', 1, 'is not a report of lifspec check --report json: its contents: expected object, but got 1'],
    [
      'an unknown level',
      { ...madeUpVerdict, level: 'perfect' },
      'is not a report of lifspec check --report json: level: ',
    ],
  ])('refuses a file with %s', (_, content, message) => expectRefusal(`matrix ${writeVerdict(content)}`, message));

  it('refuses a file that is listed twice, even through a link', async () => {
    const file = writeVerdict();
    symlinkSync(file, `${file}.link`);
    await expectRefusal(`matrix ${file} ${file}.link`, `${file}.link: is listed twice`);
  });

  it('refuses a folder', () => expectRefusal('matrix src', 'src: is a folder, not a file'));
});
