import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { fake } from './command-line.ts';

/** Signals that lifspec handles, and its exit codes. */
const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
] as const;

let runs = 0;

/** Runs lifspec with a mark in its environment, which distinguishes its processes from those of other tests. */
function startMarked(...words: string[]) {
  const run = `${process.pid}.${runs++}`;
  const env = { ...process.env, SPEC_RUN: run };
  const child = spawn(process.execPath, ['dist/src/cli/main.js', ...words], { env });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const ended = new Promise<{ status: number | null; said: string }>((resolve) =>
    child.once('close', (status) => resolve({ status, said })),
  );
  return { child, ended, running: () => processesWith(`SPEC_RUN=${run}`) };
}

/** The command lines of running processes. */
function processesWith(mark: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      if (!/^\d+$/.test(pid) || / Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))) return [];
      if (!readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark)) return [];
      return [readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')];
    } catch {
      return []; // it has ended in the meantime
    }
  });
}

const until = (holds: () => void) => vi.waitFor(holds, { timeout: 50_000, interval: 20 });

const expectNobody = (running: () => string[]) => until(() => expect(running()).toEqual([]));

/** Waits until the transcript, which gets its name at the end, contains a request. */
const untilAsked = (transcript: string) =>
  until(() => expect(readFileSync(`${transcript}.part`, 'utf8')).toContain('"command\\":\\"run'));

describe.runIf(process.platform === 'linux')('lifspec leaves no process behind', () => {
  it.each(['fork-left-behind', 'fork-holds-stdout', 'crash-in-the-middle', 'endless-newlines'])(
    'after a fault: %s',
    async (name) => {
      const { ended, running } = startMarked('smoke', '--', ...fake(name));
      expect((await ended).status).toBe(3);
      await expectNobody(running);
    },
  );

  it('after the time limit', async () => {
    const { ended, running } = startMarked('smoke', '--time-limit', '1', '--', ...fake('hang-at-start'));
    const { status, said } = await ended;
    expect(status).toBe(3);
    expect(said).toContain('took longer than 1 s in all');
    await expectNobody(running);
  });

  it.each(['smoke', 'check'].flatMap((command) => signals.map((signal) => [command, ...signal] as const)))(
    'from a program that ignores its stdin, and completes the transcript: %s after %s',
    async (command, signal, code) => {
      const transcript = join(temporaryFolder(), 'said.jsonl');
      const words = [command, '--transcript', transcript, '--', ...fake('hang-in-the-middle')];
      const { child, ended, running } = startMarked(...words);
      await untilAsked(transcript);
      child.kill(signal);
      expect(await ended).toMatchObject({ status: code });
      await expectNobody(running);
      const lines = readFileSync(transcript, 'utf8').trimEnd().split('\n');
      const kinds = lines.map((line) => Object.keys(JSON.parse(line))[1]);
      // a check that prints its partial verdict also hears the end of the program
      expect([kinds.slice(0, 3), kinds.slice(3)]).toEqual([
        ['sent', 'received', 'sent'],
        expect.toBeOneOf([[], ['ended']]),
      ]);
    },
  );

  it('from a program that reads its stdin, even if lifspec is killed', async () => {
    const transcript = join(temporaryFolder(), 'said.jsonl');
    const { child, ended, running } = startMarked('smoke', '--transcript', transcript, '--', ...fake('late-answer'));
    await untilAsked(transcript);
    child.kill('SIGKILL');
    await ended;
    await expectNobody(running);
  });
});
