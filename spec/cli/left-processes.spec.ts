import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { alsoSlow, isSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { fake, interruptLifspec } from './command-line.ts';

/** Signals that lifspec handles, and its exit codes. */
const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
] as const;

let runs = 0;

/**
 * Runs lifspec check on a fake adapter, with a mark in its environment, which distinguishes its processes from those of
 * other tests, and waits until none of them is running. A signal is sent as soon as the
 * adapter has received a request.
 */
async function runMarked(
  name: string,
  signal?: Parameters<typeof interruptLifspec>[1],
  options: readonly string[] = [],
) {
  const mark = `${process.pid}.${runs++}`;
  const received = join(temporaryFolder(), 'received');
  const isTime = () => signal !== undefined && existsSync(received);
  const variables = { SPEC_RUN: mark, SPEC_RECEIVED: received };
  const line = ['check', ...options, '--', ...fake(name)].join(' ');
  const ended = await interruptLifspec(line, signal ?? 'SIGKILL', isTime, variables);
  const nobody = () => expect(processesWith(`SPEC_RUN=${mark}`)).toEqual([]);
  await vi.waitFor(nobody, { timeout: 50_000, interval: 20 });
  return ended;
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

describe.runIf(isSlow && process.platform === 'linux')(
  'lifspec leaves no process behind',
  { ...alsoSlow, concurrent: true },
  () => {
    it('after a judgement', async () => {
      await runMarked('fork-left-behind', undefined, ['--only', 'neuron/lif/leak']);
    });

    it.each(['fork-holds-stdout', 'crash-in-the-middle', 'endless-newlines'])('after a fault: %s', async (name) =>
      expect(await runMarked(name)).toMatchObject({ status: 3 }),
    );

    it('after the time limit', async () => {
      const stderr = expect.stringContaining('no answer within 1 s');
      expect(await runMarked('hang-at-start', undefined, ['--timeout', '1'])).toMatchObject({ status: 3, stderr });
    });

    it.each(signals)('from a program that ignores its stdin, after %s', async (signal, code) => {
      expect(await runMarked('hang-in-the-middle', signal)).toMatchObject({ status: code });
    });

    it('from a program that reads its stdin, even if lifspec is killed', async () => {
      expect(await runMarked('late-answer', 'SIGKILL')).toMatchObject({ status: null });
    });
  },
);
