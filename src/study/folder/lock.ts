import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../../base/input-error.ts';

/** Longer than another process needs from seeing that a lock is stale to writing its own, milliseconds. */
const takeoverMilliseconds = 200;

/**
 * Takes a lock: a file that holds the number of the process that works in the folder. The lock of a process that is
 * gone is taken over.
 *
 * @throws {InputError} if a living process holds it
 */
export async function takeLock(path: string): Promise<void> {
  if (createLock(path)) return;
  if (readLock(path) === '') await wait(takeoverMilliseconds); // perhaps its number is just being written
  requireStale(path);

  // of several processes that saw the same stale lock, the one that wrote last has it
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  renameSync(own, path);
  await wait(takeoverMilliseconds);
  requireStale(path);
}

/** Gives the lock back. */
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

/** Requires that the lock is held by no other process that lives. */
function requireStale(path: string): void {
  const holder = Number(readLock(path));
  if (holder === process.pid || !isAlive(holder)) return;
  throw new InputError(`${path} says that process ${holder} is working there: wait for it, or choose another folder`);
}

/** What a lock says; nothing if it has gone since it was seen, or if its process was killed before it wrote its number. */
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
