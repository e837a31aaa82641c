import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { withLock } from '../../src/study/folder/lock.ts';
import { ownIdentity, type ProcessIdentity, stateOf } from '../../src/study/folder/process-identity.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const locksIn = (folder: string) => readdirSync(folder).filter((name) => /^lock-\w+$/.test(name));

/** Works in a folder, and waits only briefly for others. */
const workIn = (folder: string, patienceMilliseconds = 300, note?: (remark: string) => void) =>
  withLock(folder, async () => locksIn(folder), note, { ...times, patienceMilliseconds });
const times = { beatMilliseconds: 20, patienceMilliseconds: 300, retreatMilliseconds: 200 };

/** A folder with the lock of a process that differs from this one in the given fields. */
function lockedBy(changes: Partial<ProcessIdentity>): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'lock-0000000000000000'), JSON.stringify({ ...ownIdentity(), ...changes }));
  return folder;
}

/** A process that works in a folder until it is killed, started by a command such as `unshare --pid`. */
async function startWorker(folder: string, [program, ...words]: readonly [string, ...string[]]) {
  const script = `
    import { withLock } from './dist/src/study/folder/lock.js';
    const forever = () => new Promise(() => setInterval(() => {}, 1000));
    await withLock('${folder}', forever, () => {}, ${JSON.stringify(times)});`;
  const worker = spawn(program, [...words, '--input-type=module', '--eval', script], { stdio: 'ignore' });
  onTestFinished(() => void worker.kill('SIGKILL'));
  while (locksIn(folder).length === 0) await wait(10);
  return worker;
}

describe('the lock of a folder', () => {
  it('is there while a process works, and removed afterwards', async () => {
    const folder = join(temporaryFolder(), 'new');
    expect(await workIn(folder)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
    await expect(withLock(folder, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets in one of several processes that begin at once', async () => {
    const folder = temporaryFolder();
    let inside = 0;
    const work = () => withLock(folder, async () => expect([++inside, await wait(500), inside--]).toContain(1));
    const ended = await Promise.allSettled([work(), work(), work()]);
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps out other processes until its process is killed', async () => {
    const folder = temporaryFolder();
    const worker = await startWorker(folder, [process.execPath]);
    const message = `${folder}: process ${worker.pid} is working in this folder; wait for it, or choose another folder`;
    await expect(workIn(folder)).rejects.toThrow(message);
    expect(locksIn(folder)).toHaveLength(1);
    worker.kill('SIGKILL');
    await new Promise((resolve) => worker.once('exit', resolve));
    expect(await workIn(folder)).toHaveLength(1);
  });

  it.each<[string, () => Partial<ProcessIdentity>]>([
    ['a process that has ended', () => ({ processId: spawnSync(process.execPath, ['-e', '']).pid })],
    ['a process whose number now belongs to another program', () => ({ startTicks: '1' })],
  ])('is removed if it belongs to %s', async (_, changesOf) => {
    const folder = lockedBy(changesOf());
    if (ownIdentity().startTicks === null) return; // only Linux tells when a process began
    expect(await workIn(folder)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('belongs to a process that has ended if this computer was restarted', () => {
    const own = { ...ownIdentity(), machineId: 'this', bootId: 'later' };
    expect(stateOf({ ...own, bootId: 'earlier' }, own)).toBe('ended');
    expect(stateOf({ ...own, bootId: 'earlier', machineId: 'another' }, own)).toBe('unknown');
  });

  it('is removed if it was damaged when the computer lost power', async () => {
    const folder = temporaryFolder();
    for (const [index, text] of ['', '\0\0\0', '{}', '{"proc'].entries())
      writeFileSync(join(folder, `lock-000000000000000${index}`), text);
    expect(await workIn(folder)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  const unseen: readonly [string, Partial<ProcessIdentity>][] = [
    ['on another computer', { bootId: 'another', machineId: 'another', host: 'far-away' }],
    ['in another container', { namespace: 'pid:[1]' }],
    ['whose start is unknown', { startTicks: null }],
  ];
  it.each(unseen)(
    'of a process %s keeps others out while it is touched, and they say how to clear it',
    async (_, changes) => {
      const folder = lockedBy(changes);
      const lock = join(folder, 'lock-0000000000000000');
      let beat = 0;
      const beats = setInterval(() => utimesSync(lock, ++beat, beat), 20);
      onTestFinished(() => clearInterval(beats));
      const message = `process ${process.pid} on ${changes.host ?? hostname()} is working in this folder; wait for it, or choose another folder; if it has ended, delete ${lock}`;
      await expect(workIn(folder, 60_000)).rejects.toThrow(message);
      expect(locksIn(folder)).toEqual(['lock-0000000000000000']);
    },
  );

  it.each(unseen)('of a process %s is removed if it is not touched for a while', async (_, changes) => {
    const folder = lockedBy(changes);
    const remarks: string[] = [];
    expect(await workIn(folder, 300, (remark) => remarks.push(remark))).toHaveLength(1);
    expect(remarks).toEqual([expect.stringContaining(`waiting for a sign of process ${process.pid} on `)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that was removed while its process was suspended stops the process', async () => {
    const folder = temporaryFolder();
    const work = withLock(folder, async (requireLock) => {
      requireLock();
      for (const name of locksIn(folder)) rmSync(join(folder, name));
      requireLock();
    });
    await expect(work).rejects.toThrow('was removed, so another process may be working here');
  });

  const unshare = ['unshare', '--map-root-user', '--pid', '--fork', '--kill-child'] as const;
  const isPermitted = spawnSync(unshare[0], [...unshare.slice(1), 'true']).status === 0;
  it.skipIf(!isPermitted)(
    `keeps out processes of other containers${isPermitted ? '' : ' (skipped: unshare --pid is not permitted here)'}`,
    async () => {
      const folder = temporaryFolder();
      await startWorker(folder, [...unshare, process.execPath]);
      await expect(workIn(folder, 60_000)).rejects.toThrow('is working in this folder');
      const script = `
        import { withLock } from './dist/src/study/folder/lock.js';
        await withLock('${folder}', async () => {}, () => {}, ${JSON.stringify({ ...times, patienceMilliseconds: 60_000 })});`;
      const words = [...unshare.slice(1), process.execPath, '--input-type=module', '--eval', script];
      expect(spawnSync(unshare[0], words, { encoding: 'utf8' }).stderr).toContain('is working in this folder');
    },
  );
});
