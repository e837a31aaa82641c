import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../../base/input-error.ts';
import { ownIdentity, type ProcessIdentity, stateOf } from './process-identity.ts';
import { requireFolder, writeWhole } from './write-file.ts';

/** How long a process waits for others. */
export interface LockTimes {
  /** A process that works touches its lock this often. */
  readonly beatMilliseconds: number;
  /** A process on another computer that does not touch its lock for this long is taken to have ended. */
  readonly patienceMilliseconds: number;
  /** Longer than a process needs to remove its lock after it has found another one. */
  readonly retreatMilliseconds: number;
}

const usualTimes: LockTimes = { beatMilliseconds: 10_000, patienceMilliseconds: 60_000, retreatMilliseconds: 200 };

/** The name of a lock, and of one that is being written. */
export const lockName: RegExp = /^lock-[0-9a-f]{16}(\.part)?$/;

/**
 * Creates a folder if it is missing and works in it while no other process does.
 *
 * Every process creates a lock with a name of its own before it looks for others, so of two processes at least one
 * sees the other, however slow they are. The lock of a process that has ended is removed, which cannot affect a later
 * process, because a name is never used again.
 *
 * @param act - receives a function to call before each change of the folder: it throws if another computer has
 *   removed the lock, because this one was suspended
 * @param note - receives a remark if it takes a minute to find out whether another process works
 * @throws {InputError} if the folder cannot be written, or another process works in it
 */
export async function withLock<Value>(
  directory: string,
  act: (requireLock: () => void) => Promise<Value>,
  note: (remark: string) => void = () => {},
  times: LockTimes = usualTimes,
): Promise<Value> {
  const own = `lock-${randomBytes(8).toString('hex')}`;
  const path = join(directory, own);
  requireFolder(directory);
  writeWhole(directory, own, `${JSON.stringify(ownIdentity())}\n`);
  const beats = setInterval(() => touch(path), times.beatMilliseconds).unref();
  try {
    await requireAlone(directory, own, note, times);
    return await act(() => {
      if (timeOf(path) === undefined)
        throw new InputError(`${path}: was removed, so another process may be working here`);
    });
  } finally {
    clearInterval(beats);
    rmSync(path, { force: true });
  }
}

/** Of several processes that begin at once, the one with the first name waits until the others have given up. */
async function requireAlone(
  directory: string,
  own: string,
  note: (remark: string) => void,
  { retreatMilliseconds, patienceMilliseconds }: LockTimes,
): Promise<void> {
  const names = [...locksIn(directory, own).keys()];
  if (names.length > 0 && names.every((name) => own < name)) await wait(retreatMilliseconds);
  for (const [name, holder] of locksIn(directory, own)) {
    const path = join(directory, name);
    const message = describeHolder(directory, path, holder);
    if (stateOf(holder) === 'running') throw new InputError(message);
    note(`${path}: waiting for a sign of process ${holder.processId} on ${holder.host}, for at most a minute`);
    if (await isTouched(path, patienceMilliseconds)) throw new InputError(message);
    rmSync(path, { force: true });
  }
}

/** Whether a lock is touched within a time. The clocks of two computers may differ, so only a change counts. */
async function isTouched(path: string, milliseconds: number): Promise<boolean> {
  const before = timeOf(path);
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    await wait(Math.min(100, milliseconds));
    const now = timeOf(path);
    if (now !== before) return now !== undefined;
  }
  return false;
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {} // it was removed
}

/**
 * When a lock was touched; undefined if it is gone. The file is opened because network file systems report the current
 * state only of an open file.
 */
function timeOf(path: string): number | undefined {
  try {
    const file = openSync(path, 'r');
    const { mtimeMs } = fstatSync(file);
    closeSync(file);
    return mtimeMs;
  } catch {
    return undefined;
  }
}

/** The locks of other processes, without those that have ended. */
function locksIn(directory: string, own: string): Map<string, ProcessIdentity> {
  const locks = new Map<string, ProcessIdentity>();
  for (const name of readdirSync(directory)) {
    if (!lockName.test(name) || name.endsWith('.part') || name === own) continue;
    const holder = readLock(join(directory, name));
    if (holder === undefined || stateOf(holder) === 'ended') rmSync(join(directory, name), { force: true });
    else locks.set(name, holder);
  }
  return locks;
}

/** Undefined if the lock has been released in the meantime, or was damaged when the computer lost power. */
function readLock(path: string): ProcessIdentity | undefined {
  try {
    const holder: ProcessIdentity = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(holder.processId) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function describeHolder(directory: string, path: string, holder: ProcessIdentity): string {
  const { processId, host } = holder;
  if (stateOf(holder) === 'running')
    return `${directory}: process ${processId} is working in this folder; wait for it, or choose another folder`;
  const advice = `wait for it, or choose another folder; if it has ended, delete ${path}`;
  return `${directory}: process ${processId} on ${host} is working in this folder; ${advice}`;
}
