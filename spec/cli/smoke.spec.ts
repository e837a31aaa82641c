import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { versions } from '../../src/base/version.ts';
import { formatSmokeText } from '../../src/report/smoke.ts';
import { isSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, expectSchema, fake, interruptLifspec, lifspec, messagesIn } from './command-line.ts';

describe('lifspec smoke', () => {
  it('exits with 0 for a sound adapter, lists the checks, and writes a transcript', async () => {
    const path = join(temporaryFolder(), 'messages.jsonl');
    const { status, stdout, stderr } = await lifspec(`smoke --transcript ${path} --`, ...fake('honest'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\n\nfake 1.0, JavaScript, float64; supports neuron\n\n✓ neuron\/answers/);
    expect(stdout).toMatch(/^sound: 8 of 8 checks passed, none failed\n/);
    const entries = messagesIn(readFileSync(path, 'utf8'));
    expect(JSON.parse(entries[0].sent)).toEqual({ id: 0, command: 'start', protocol: versions.protocol });
    expect(entries.map((entry) => Object.keys(entry)[1]).slice(0, 3)).toEqual(['sent', 'received', 'sent']);
    expect(entries.at(-1)).toMatchObject({ ended: 'exit code 0' });
  });

  it('exits with 1 for an unsound adapter, and prints JSON that matches the schema', async () => {
    const { status, stdout, stderr } = await lifspec('smoke --report json --', ...fake('no-spikes'));
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'lifspec: the adapter is not sound\n' });
    expectSchema('smoke', JSON.parse(stdout));
    const { results, ...report } = JSON.parse(stdout);
    expect(report).toMatchObject({ verdict: 'unsound', versions });
    const [{ message }] = results;
    const text = formatSmokeText({ ...report, results });
    expect(text.split(message).length - 1).toBeLessThan(
      results.filter((one: (typeof results)[0]) => one.message === message).length,
    );
  });

  it('exits with 3 for an adapter that crashes, and shows once what it wrote to stderr', async () => {
    const { status, stdout, stderr } = await lifspec('smoke --', ...fake('crash-at-start'));
    expect(status).toBe(3);
    expect(stdout).toBe('could not be completed: crash\n');
    expect(stderr).toMatch(
      /^lifspec: the program could not be judged: at the start: ended with exit code 1; on stderr: "ModuleNotFoundError: .*"\n$/,
    );
  });

  it.each([['smoke -- no-such-program', 'no-such-program: there is no such program']])('refuses %s', expectRefusal);
});

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

describe.runIf(isSlow && process.platform === 'linux')('lifspec leaves no process behind', () => {
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
