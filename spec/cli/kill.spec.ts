import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { interruptLifspec, lastLine, lifspec, miniatureWeights } from './command-line.ts';

describe('a sweep that is stopped', () => {
  it('by Ctrl-C prints how to resume, exits with 130, and can be resumed', async () => {
    const folder = join(temporaryFolder(), 'study');
    const line = `sweep --amplitudes 0.01,0.02 --images 400 --workers 1 --weights ${miniatureWeights()} --out ${folder}`;
    const journal = join(folder, 'journal.jsonl');
    const readJournal = () => (existsSync(journal) ? readFileSync(journal, 'utf8') : '');
    const hasBegun = () => readJournal() !== '';
    const { status, stdout, stderr } = await interruptLifspec(`${line} --engine readable`, 'SIGINT', hasBegun);
    expect(lastLine(stderr)).toBe(
      `lifspec: stopped; finished work is saved in ${folder}, and the same command continues there`,
    );
    expect([status, stdout]).toEqual([130, '']);
    const before = readJournal();
    expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([]);
    expect((await lifspec(line)).status).toBe(0);
    expect(readJournal().startsWith(before)).toBe(true);
  });
});

describe('an evaluation that is stopped', () => {
  it('by Ctrl-C prints that nothing is saved, and suggests no option that would not help', async () => {
    const line = `evaluate --weights ${miniatureWeights()} --images 10000 --workers 1 --engine readable`;
    const { status, stderr } = await interruptLifspec(line, 'SIGINT', (said) => said.stderr.includes(' images'));
    expect(lastLine(stderr)).toBe('lifspec: stopped; nothing is saved');
    expect(status).toBe(130);
  });
});

describe('training in a temporary folder', () => {
  it('removes the folder if the terminal is closed', async () => {
    const place = temporaryFolder();
    const line = 'sweep --mode retrained --network miniature --epochs 1000 --train-images 100 --images 2 --workers 1';
    const hasBegun = () => readdirSync(place).length > 0;
    const { status } = await interruptLifspec(line, 'SIGHUP', hasBegun, { TMPDIR: place });
    expect([status, readdirSync(place)]).toEqual([129, []]);
  });
});
