import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { openJournal } from '../../src/study/folder/journal.ts';
import { planTasks } from '../../src/study/run/plan.ts';
import type { BlockResult } from '../../src/study/run/task-runner.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { someSettings } from './made-up.ts';

const tasks = planTasks({ ...someSettings, images: 2 });
const blocks: BlockResult[] = tasks.map(({ kind }, index) => ({
  predicted: [index, 1],
  spikes: kind === 'rates' ? [] : [10 * index, 7],
}));

describe('a journal', () => {
  it('returns what was written, and continues after it', () => {
    const path = join(temporaryFolder(), 'journal');
    write(path, 0, 2);
    expect(write(path, 2, 4)).toEqual(blocks.slice(0, 2));
    expect(write(path, 4, 4)).toEqual(blocks.slice(0, 4));
  });

  it('is byte-identical wherever a kill has cut its last line', () => {
    const whole = join(temporaryFolder(), 'journal');
    write(whole, 0, tasks.length);
    const bytes = readFileSync(whole);
    const path = join(temporaryFolder(), 'journal');
    for (let cut = 0; cut <= bytes.length; cut += 7) {
      writeFileSync(path, bytes.subarray(0, cut));
      const known = readBlocks(path).length;
      write(path, known, tasks.length);
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
  });

  it.each<[what: string, damage: (lines: string[]) => string[]]>([
    ['a line of another study', (lines) => lines.with(1, (lines[1] as string).replace('0.01', '0.02'))],
    ['lines out of order', (lines) => [lines[1], lines[0], ...lines.slice(2)] as string[]],
    ['a missing image', (lines) => lines.with(1, (lines[1] as string).replace('[1,1]', '[1]'))],
    [
      'a class that the network does not have',
      (lines) => lines.with(1, (lines[1] as string).replace('[1,1]', '[1,10]')),
    ],
    ['a missing layer', (lines) => lines.with(1, (lines[1] as string).replace(/"spikes":.*/, '"spikes":[7]}'))],
    [
      'spikes of the rate network',
      (lines) => lines.with(0, (lines[0] as string).replace('"spikes":[]', '"spikes":[7]')),
    ],
    ['more lines than tasks', (lines) => [...lines, lines[0] as string]],
  ])('refuses %s', (_, damage) => {
    const path = join(temporaryFolder(), 'journal');
    write(path, 0, tasks.length);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    writeFileSync(path, `${damage(lines).join('\n')}\n`);
    expect(() => openJournal(path, tasks, miniature)).toThrow(/line \d+: is damaged or belongs to another study/);
  });

  it.runIf(process.platform === 'linux')('is refused if reading it would never end', () => {
    const [pipe, endless] = ['pipe', 'endless'].map((name) => join(temporaryFolder(), name)) as [string, string];
    spawnSync('mkfifo', [pipe]);
    symlinkSync('/proc/self/pagemap', endless);
    expect(() => openJournal(pipe, tasks, miniature)).toThrow(`${pipe}: is a pipe, not a file`);
    expect(() => openJournal(endless, tasks, miniature)).toThrow(`${endless}: is longer than its size of 0 bytes`);
  });

  it('is unchanged if it is refused, even if its last line is incomplete', () => {
    const path = join(temporaryFolder(), 'journal');
    writeFileSync(path, 'oops\nhalf a li');
    expect(() => openJournal(path, tasks, miniature)).toThrow('line 1: is damaged or belongs to another study');
    expect(readFileSync(path, 'utf8')).toBe('oops\nhalf a li');
  });
});

/** Writes the results of the tasks `from` … `to` − 1. Returns the results that were there before. */
function write(path: string, from: number, to: number): readonly BlockResult[] {
  const journal = openJournal(path, tasks, miniature);
  for (let index = from; index < to; index++) journal.append(tasks[index] as never, blocks[index] as BlockResult);
  journal.close();
  return journal.blocks;
}

function readBlocks(path: string): readonly BlockResult[] {
  const journal = openJournal(path, tasks, miniature);
  journal.close();
  return journal.blocks;
}
