import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { readOwn, withStudyFolder } from '../../src/study/folder/study-folder.ts';
import { studyVersions } from '../../src/study/results/saved-results.ts';
import { planTasks } from '../../src/study/run/plan.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { someSettings } from './made-up.ts';

/** Works in a folder, and returns the names of its files during the work. */
const workIn = (folder: string) => {
  const study = { settings: someSettings, architecture: miniature };
  return withStudyFolder(folder, study, planTasks(someSettings), {}, async () => readdirSync(folder).sort());
};

describe('the folder of a study', () => {
  it('is not foreign while another process starts to work in it, or after it was killed', async () => {
    const folder = temporaryFolder();
    for (const name of ['lock-owner.part', 'study.json.part']) writeFileSync(join(folder, name), '{"versi');
    await workIn(folder);
    expect(readdirSync(folder).sort()).toEqual(['journal.jsonl', 'study.json']);
    const started = temporaryFolder();
    mkdirSync(join(started, 'lock'));
    writeFileSync(join(started, 'lock-owner'), '');
    expect(readOwn(started, 'study.json', z.unknown())).toBeUndefined();
  });

  it('contains settings and journal, and a lock while a process works in it', async () => {
    const folder = join(temporaryFolder(), 'new', 'study');
    expect(await workIn(folder)).toEqual(['journal.jsonl', 'lock', 'lock-owner', 'study.json']);
    expect(readdirSync(folder).sort()).toEqual(['journal.jsonl', 'study.json']);
    expect(JSON.parse(readFileSync(join(folder, 'study.json'), 'utf8'))).toEqual({
      versions: studyVersions,
      settings: someSettings,
    });
  });

  it.each([
    ['study.json: its contents: expected object, but got null; delete the folder', 'null'],
    [
      'has version of sources none, not ',
      JSON.stringify({ versions: { ...studyVersions, sources: undefined }, settings: someSettings }),
    ],
    ['has mode none, not "fixed"; choose the same settings or another folder', '{"versions":{},"settings":{}}'],
    [
      `has version of lifspec "0.0.9", not "${studyVersions.lifspec}"`,
      JSON.stringify({ versions: { ...studyVersions, lifspec: '0.0.9' }, settings: someSettings }),
    ],
  ])('refuses damaged settings, or those of another version: %s', async (message, text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'study.json'), text);
    await expect(workIn(folder)).rejects.toThrow(message);
  });

  it.each(['results.json', 'locksmith.txt', 'study.json.part.old'])(
    'refuses a folder with other contents and leaves it unchanged: %s',
    async (name) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, name), 'mine');
      await expect(workIn(folder)).rejects.toThrow('is not empty and contains no study.json; choose an empty folder');
      expect(readdirSync(folder)).toEqual([name]);
    },
  );

  it('replaces a link in the folder instead of the file that it points to', async () => {
    const [folder, mine] = [temporaryFolder(), join(temporaryFolder(), 'mine')];
    writeFileSync(mine, 'mine');
    symlinkSync(mine, join(folder, 'study.json.part'));
    await workIn(folder);
    expect(readFileSync(mine, 'utf8')).toBe('mine');
  });

  it('refuses a link for a journal', async () => {
    const [folder, mine] = [temporaryFolder(), join(temporaryFolder(), 'mine')];
    writeFileSync(mine, 'mine');
    await workIn(folder);
    rmSync(join(folder, 'journal.jsonl'));
    symlinkSync(mine, join(folder, 'journal.jsonl'));
    await expect(workIn(folder)).rejects.toThrow('ELOOP');
    expect(readFileSync(mine, 'utf8')).toBe('mine');
  });
});
