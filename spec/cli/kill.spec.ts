import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { contentOf, interruptLifspec, lifspec, miniatureWeights } from './command-line.ts';

describe('a sweep that is stopped', () => {
  it('by Ctrl-C prints how to resume, exits with 130, and can be resumed', async () => {
    const folder = join(temporaryFolder(), 'study');
    const weights = miniatureWeights();
    const words = [
      'sweep',
      '--amplitudes',
      '0.01,0.02',
      '--images',
      '400',
      '--workers',
      '1',
      '--weights',
      weights,
      '--out',
      folder,
    ];
    const hasBegun = () => Number(readJournal(folder)?.length) > 0;
    const { status, stdout, stderr } = await interruptLifspec([...words, '--engine', 'readable'], 'SIGINT', hasBegun);
    expect(lastLine(stderr)).toBe(
      `lifspec: stopped; finished work is saved in ${folder}, and the same command continues there`,
    );
    expect([status, stdout]).toEqual([130, '']);
    const before = readJournal(folder) as string;
    expect(Object.keys(contentOf(folder))).not.toContain('lock');
    expect((await lifspec(...words)).status).toBe(0);
    expect(readJournal(folder)?.startsWith(before)).toBe(true);
  });
});

describe('an evaluation that is stopped', () => {
  it('by Ctrl-C prints that nothing is saved, and suggests no option that would not help', async () => {
    const words = [
      'evaluate',
      '--weights',
      miniatureWeights(),
      '--images',
      '10000',
      '--workers',
      '1',
      '--engine',
      'readable',
    ];
    const hasBegun = ({ stderr }: { readonly stderr: string }) => stderr.includes(' images');
    const { status, stderr } = await interruptLifspec(words, 'SIGINT', hasBegun);
    expect(lastLine(stderr)).toBe('lifspec: stopped; nothing is saved');
    expect(status).toBe(130);
  });
});

const lastLine = (stderr: string) =>
  stripVTControlCharacters(stderr)
    .split(/[\r\n]+/)
    .findLast((line) => line !== '');

function readJournal(folder: string): string | undefined {
  try {
    return contentOf(folder)['journal.jsonl'];
  } catch {
    return undefined; // the folder does not exist yet, or a file has just been removed
  }
}
