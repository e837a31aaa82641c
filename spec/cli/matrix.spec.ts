import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';
import { madeUpVerdict } from '../report/made-up-verdict.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lifspec } from './command-line.ts';

function keptVerdict(content: unknown = madeUpVerdict): string {
  const file = join(temporaryFolder(), 'verdict.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('lifspec matrix', () => {
  it('prints a table of reports as Markdown, or keeps it in every format', () => {
    const file = keptVerdict();
    const html = `${file}.html`;
    const { status, stdout, stderr } = lifspec('matrix', file, '--report', 'markdown', '--report', `html=${html}`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('| C3: It is so. | holds, steps |');
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', 'hello', 'is no JSON; lifspec check --report json=FILE writes what is read here'],
    ['something else', { rows: [] }, 'is no report of lifspec check --report json: versions: '],
    ['a number', 1, 'is no report of lifspec check --report json: the answer: expected object'],
    [
      'a level that is none',
      { ...madeUpVerdict, level: 'perfect' },
      'is no report of lifspec check --report json: level: ',
    ],
  ])('refuses a file that holds %s', async (_, content, message) => {
    const said: string[] = [];
    expect(await runCommandLine(['matrix', keptVerdict(content)], (line) => said.push(line))).toBe(2);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(message);
  });

  it.each([
    [['matrix'], "missing required argument 'report'"],
    [['matrix', 'nowhere.json'], 'nowhere.json: there is no such file'],
    [['matrix', 'src'], 'src: cannot be read (EISDIR)'],
    [['matrix', 'package.json', 'package.json'], 'package.json: is named twice'],
    [['matrix', 'package.json', './spec/../package.json'], './spec/../package.json: is named twice'],
    [['matrix', 'package.json', '--report', 'pdf'], '--report must be one of markdown, html'],
  ])('refuses %j', async (words, message) => {
    const said: string[] = [];
    expect(await runCommandLine(words, (line) => said.push(line))).toBe(2);
    expect(said.join()).toContain(message);
  });
});
