import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../../base/input-error.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { refuseSystemErrors } from './write-file.ts';

/** Milliseconds. A process needs less time to write its lock after it has seen a stale one. */
const takeoverMilliseconds = 200;

/**
 * Creates a folder if it is missing and works in it while no other process does: its lock contains the id of the
 * process. The lock of a process that has ended is taken over.
 *
 * @throws {InputError} if the folder cannot be written, or a running process has its lock
 */
export async function withLock<Value>(directory: string, act: () => Promise<Value>): Promise<Value> {
  const path = join(directory, 'lock');
  const isNew = refuseSystemErrors(directory, () => {
    makeFolder(directory);
    return createLock(path);
  });
  if (!isNew) await takeOver(directory, path);
  try {
    return await act();
  } finally {
    rmSync(path, { force: true });
  }
}

async function takeOver(directory: string, path: string): Promise<void> {
  if (readLock(path) === '') await wait(takeoverMilliseconds); // the process may be about to write its id
  requireStale(path);

  // if several processes see the same stale lock, the last one to write gets it
  const own = `${path}.${process.pid}`;
  refuseSystemErrors(directory, () => {
    writeFileSync(own, String(process.pid));
    renameSync(own, path);
  });
  await wait(takeoverMilliseconds);
  requireStale(path);
}

function createLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Requires that no other running process has the lock. */
function requireStale(path: string): void {
  const holder = Number(readLock(path));
  if (holder === process.pid || !isAlive(holder)) return;
  throw new InputError(`${path}: process ${holder} is working in this folder; wait for it, or choose another folder`);
}

/** Returns '' if the lock has been released in the meantime, or if its process was killed before it wrote its id. */
function readLock(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(processId: number): boolean {
  if (!Number.isSafeInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
