import { randomUUID } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { InputError } from '../../base/input-error.ts';
import { isThere, readFileWithin } from '../../base/read-text.ts';
import { requireFolder, writeWhole } from './write-file.ts';

// proper-lockfile reacts to this signal by ending the process, but a write beyond the limit on file sizes has a message
process.on('SIGXFSZ', () => {});

/** A process that works touches its lock more often. A lock that was not touched for this long is left over. */
const staleMilliseconds = 10_000;

/** The file that names the process that works in a folder. */
const ownerName = 'lock-owner';

export const lockNames: readonly string[] = ['lock', ownerName];

/**
 * Creates a folder if it is missing and works in it while no other process does. Only time tells whether a lock is left
 * over, because the process that made it may have run on another computer or in another container.
 *
 * @param act - receives a function to call before each change of the folder: it throws if another process has taken over
 *   the lock, because this one was suspended
 * @param note - receives a remark if it takes seconds to find out whether another process works
 * @param stale - milliseconds after which an untouched lock is left over, 2000 or more
 * @throws {InputError} if another process works in it
 */
export async function withLock<Value>(
  directory: string,
  act: (requireLock: () => void) => Promise<Value>,
  note: (remark: string) => void = () => {},
  stale = staleMilliseconds,
): Promise<Value> {
  requireFolder(directory);
  const release = await acquire(directory, note, stale);
  const own = `process ${process.pid} on ${hostname()}\n${randomUUID()}\n`;
  const isOwn = () => readOwner(directory) === own;
  try {
    writeWhole(directory, ownerName, own);
    return await act(() => {
      if (!isOwn()) throw new InputError(`${directory}: another process works here, because this one was suspended`);
    });
  } finally {
    if (isOwn()) rmSync(join(directory, ownerName), { force: true });
    await release().catch(() => {}); // another process has taken over the lock
  }
}

/**
 * Waits until the lock is free, left over, or touched by the process that holds it. A lock may look left over although
 * a process works, because the clocks of two computers differ, so first nothing may touch it for a while.
 */
async function acquire(directory: string, note: (remark: string) => void, stale: number): Promise<() => Promise<void>> {
  const path = join(directory, 'lock');
  const start = performance.now();
  let touched: number | undefined;
  for (let tries = 0; ; tries++) {
    const waited = performance.now() - start;
    const now = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? touched;
    touched ??= now;
    if (now !== touched || waited > 1.2 * stale) throw new InputError(`${directory}: ${describeOwner(directory)}`);
    if (now === undefined || waited > stale / 2 || !mayWork(readOwner(directory))) {
      const release = await tryLock(directory, path, stale);
      if (release !== undefined) return release;
    }
    if (tries === 0) note(`${directory}: looking for ${stale / 1000} s whether another process is working`);
    await wait(250);
  }
}

/** Takes the lock if it is free, or left over by the clock of this computer. */
async function tryLock(directory: string, path: string, stale: number): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lock(directory, {
      lockfilePath: path,
      stale,
      update: stale / 5,
      realpath: false,
      onCompromised: () => {}, // the file of the owner tells
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY') throw new InputError(`${path}: contains files that lifspec did not write; delete it`);
    if (code !== 'ELOCKED') throw error;
    return undefined;
  }
}

/** Whether an owner may still work: it is a process of another computer, or one that runs on this one. */
function mayWork(owner: string): boolean {
  const [, pid, host] = /^process (\d+) on (.*)$/m.exec(owner) ?? [];
  if (pid === undefined || host !== hostname()) return pid !== undefined;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The first line of its file, or `another process` if it has not written it yet. */
function describeOwner(directory: string): string {
  const [owner = ''] = readOwner(directory).split('\n');
  return `${owner || 'another process'} is working in this folder; wait for it, or choose another folder`;
}

function readOwner(directory: string): string {
  try {
    const path = join(directory, ownerName);
    return isThere(path) ? readFileWithin(path, 4096).toString('utf8') : '';
  } catch {
    return ''; // it is no file, or no longer there
  }
}
