import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../../base/input-error.ts';

/** Milliseconds. A process needs less time to write its lock after it has seen a stale one. */
const takeoverMilliseconds = 200;

/**
 * Takes a lock: a file that contains the id of the process that works in the folder. The lock of a process that has
 * ended is taken over.
 *
 * @throws {InputError} if a running process has it
 */
export async function takeLock(path: string): Promise<void> {
  if (createLock(path)) return;
  if (readLock(path) === '') await wait(takeoverMilliseconds); // the process may be about to write its id
  requireStale(path);

  // if several processes see the same stale lock, the last one to write gets it
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  renameSync(own, path);
  await wait(takeoverMilliseconds);
  requireStale(path);
}

/** Releases a lock. */
export function releaseLock(path: string): void {
  rmSync(path, { force: true });
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

/** Empty if the lock has been released in the meantime, or if its process was killed before it wrote its id. */
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
