import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withLock } from '../../src/study/folder/lock.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** So long that no lock is touched or left over during a test, however busy the machine is. */
const stale = 3_600_000;

const workIn = (folder: string, note?: (remark: string) => void) =>
  withLock(folder, async () => readdirSync(folder), note, stale);

describe('the lock of a folder', () => {
  it('is there while a process works, and removed afterwards', async () => {
    const folder = join(temporaryFolder(), 'new');
    expect(await workIn(folder)).toEqual(['lock', 'lock-owner']);
    expect(readdirSync(folder)).toEqual([]);
    await expect(withLock(folder, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([60, -2 * 3600])(
    'keeps out other processes as soon as it is touched again, and tells which one works: by a clock %i s ahead',
    async (seconds) => {
      const folder = temporaryFolder();
      const remarks: string[] = [];
      const touch = (later: number) => utimesSync(join(folder, 'lock'), 0, Date.now() / 1000 + seconds + later);
      const touchAgain = (remark: string) => {
        remarks.push(remark);
        touch(1);
      };
      const refused = async () => {
        touch(0);
        await expect(workIn(folder, touchAgain)).rejects.toThrow(`process ${process.pid} on `);
      };
      await withLock(folder, refused, undefined, stale);
      expect(remarks).toEqual([`${folder}: looking for 3600 s whether another process is working`]);
    },
  );

  it('is left over if it was not touched for some time, whatever made it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock'));
    utimesSync(join(folder, 'lock'), 0, 0);
    writeFileSync(join(folder, 'lock-owner'), '\0\0');
    expect(await workIn(folder)).toEqual(['lock', 'lock-owner']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused if it contains files of others', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lock', 'mine'), { recursive: true });
    utimesSync(join(folder, 'lock'), 0, 0);
    await expect(workIn(folder)).rejects.toThrow('lock: contains files that lifspec did not write; delete it');
    expect(readdirSync(join(folder, 'lock'))).toEqual(['mine']);
  });

  it('stops a process that was suspended while another one took over', async () => {
    const folder = temporaryFolder();
    const work = withLock(folder, async (requireLock) => {
      requireLock();
      writeFileSync(join(folder, 'lock-owner'), 'another');
      requireLock();
    });
    await expect(work).rejects.toThrow('another process works here, because this one was suspended');
    expect(readdirSync(folder)).toEqual(['lock-owner']);
  });
});
