import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { fake, interruptLifspec, messagesIn } from './command-line.ts';

/** Signals that lifspec handles, and its exit codes. */
const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
] as const;

let runs = 0;

/**
 * Runs lifspec on a fake adapter, with a mark in its environment, which distinguishes its processes from those of other
 * tests, and waits until none of them is running. It is sent a signal as soon as the transcript contains a request.
 */
async function runMarked(command: string, name: string, signal: Parameters<typeof interruptLifspec>[1] = 'SIGKILL') {
  const mark = `${process.pid}.${runs++}`;
  const transcript = join(temporaryFolder(), 'said.jsonl');
  const part = `${transcript}.part`; // it gets its name at the end
  const isAsked = () => existsSync(part) && readFileSync(part, 'utf8').includes('"command\\":\\"run');
  const line = command.replace('TRANSCRIPT', `--transcript ${transcript}`);
  const ended = await interruptLifspec(`${line} -- ${fake(name).join(' ')}`, signal, isAsked, { SPEC_RUN: mark });
  const nobody = () => expect(processesWith(`SPEC_RUN=${mark}`)).toEqual([]);
  await vi.waitFor(nobody, { timeout: 50_000, interval: 20 });
  return { ...ended, transcript };
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

describe.runIf(process.platform === 'linux')('lifspec leaves no process behind', () => {
  it.each(['fork-left-behind', 'fork-holds-stdout', 'crash-in-the-middle', 'endless-newlines'])(
    'after a fault: %s',
    async (name) => expect(await runMarked('smoke', name)).toMatchObject({ status: 3 }),
  );

  it('after the time limit', async () => {
    const stderr = expect.stringContaining('took longer than 1 s in all');
    expect(await runMarked('smoke --time-limit 1', 'hang-at-start')).toMatchObject({ status: 3, stderr });
  });

  it.each(['smoke', 'check'].flatMap((command) => signals.map((signal) => [command, ...signal] as const)))(
    'from a program that ignores its stdin, and completes the transcript: %s after %s',
    async (command, signal, code) => {
      const { status, transcript } = await runMarked(`${command} TRANSCRIPT`, 'hang-in-the-middle', signal);
      expect(status).toBe(code);
      const kinds = messagesIn(readFileSync(transcript, 'utf8')).map((entry) => Object.keys(entry)[1]);
      // a check that prints its partial verdict also hears the end of the program
      expect([kinds.slice(0, 3), kinds.slice(3)]).toEqual([
        ['sent', 'received', 'sent'],
        expect.toBeOneOf([[], ['ended']]),
      ]);
    },
  );

  it('from a program that reads its stdin, even if lifspec is killed', async () => {
    expect(await runMarked('smoke TRANSCRIPT', 'late-answer')).toMatchObject({ status: null });
  });
});
