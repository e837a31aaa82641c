import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withLock } from '../../src/study/folder/lock.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** The shortest time after which a lock can be left over. */
const stale = 2_000;

/** A folder with a lock that was touched some seconds ago. */
function lockedFor(seconds: number): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'lock'));
  const touched = Date.now() / 1000 - seconds;
  utimesSync(join(folder, 'lock'), touched, touched);
  return folder;
}

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

  it('keeps out other processes, and tells which one works', async () => {
    const folder = temporaryFolder();
    const remarks: string[] = [];
    await withLock(
      folder,
      () => expect(workIn(folder, (remark) => remarks.push(remark))).rejects.toThrow(`process ${process.pid} on `),
      undefined,
      stale,
    );
    expect(remarks).toEqual([`${folder}: looking for 2 s whether another process is working`]);
  });

  it('is left over if it was not touched for some seconds, whatever made it', async () => {
    const folder = lockedFor(3);
    writeFileSync(join(folder, 'lock-owner'), '\0\0');
    expect(await workIn(folder)).toEqual(['lock', 'lock-owner']);
    expect(readdirSync(folder)).toEqual([]);
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
