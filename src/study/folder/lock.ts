import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { InputError } from '../../base/input-error.ts';
import { ownIdentity, type ProcessIdentity, stateOf } from './process-identity.ts';
import { requireFolder, writeWhole } from './write-file.ts';

/** Milliseconds. A process needs less time to remove its lock after it has seen another one. */
const retreatMilliseconds = 200;

/** The name of a lock, and of one that is being written. */
export const lockName: RegExp = /^lock-[0-9a-f]{16}(\.part)?$/;

/**
 * Creates a folder if it is missing and works in it while no other process does.
 *
 * Every process creates a lock with a name of its own before it looks for others, so of two processes at least one
 * sees the other, however slow they are. The lock of a process that has ended is removed, which cannot affect a later
 * process, because a name is never used again.
 *
 * @throws {InputError} if the folder cannot be written, or another process has a lock in it
 */
export async function withLock<Value>(directory: string, act: () => Promise<Value>): Promise<Value> {
  const own = `lock-${randomBytes(8).toString('hex')}`;
  requireFolder(directory);
  writeWhole(directory, own, `${JSON.stringify(ownIdentity())}\n`);
  try {
    await requireAlone(directory, own);
    return await act();
  } finally {
    rmSync(join(directory, own), { force: true });
  }
}

/** Of several processes that begin at once, the one with the first name waits until the others have given up. */
async function requireAlone(directory: string, own: string): Promise<void> {
  const names = [...locksIn(directory, own).keys()];
  if (names.length > 0 && names.every((name) => own < name)) await wait(retreatMilliseconds);
  for (const [name, holder] of locksIn(directory, own)) throw new InputError(describeHolder(directory, name, holder));
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

/** Undefined if the lock has been released in the meantime, or was damaged when the computer lost its power. */
function readLock(path: string): ProcessIdentity | undefined {
  try {
    const holder: ProcessIdentity = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(holder.processId) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function describeHolder(directory: string, name: string, holder: ProcessIdentity): string {
  const { processId, host } = holder;
  if (stateOf(holder) === 'running')
    return `${directory}: process ${processId} is working in this folder; wait for it, or choose another folder`;
  const which = `process ${processId} on ${host}, which cannot be seen from here,`;
  return `${directory}: ${which} may be working in this folder; if it has ended, delete ${join(directory, name)}`;
}
