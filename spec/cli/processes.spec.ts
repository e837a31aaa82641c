import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { alsoSlow, describeSlow, isSlow } from '../slow.ts';
import { fake, interruptLifspec, lifspec, serve, served, spawnNode } from './command-line.ts';

const message = 'a\u001b[2Jb';
const bugReport =
  /^lifspec: This is a bug in lifspec, not in the program under test\. Please report it .*: TypeError: a\\u\{1b\}\[2Jb\n {4}at /;

describe('a bug in lifspec', () => {
  it('is not blamed on the program under test', async () => {
    const sorting = vi.spyOn(Array.prototype, 'toSorted').mockImplementation(() => {
      throw new TypeError(message);
    });
    const { status, stdout, stderr } = await lifspec('compare --images 0 --', ...served(), '--', ...served()).finally(
      () => sorting.mockRestore(),
    );
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(bugReport);
  });
});

describeSlow('a bug in lifspec', () => {
  it('is reported even if no caller awaits it, and the program under test is terminated', () => {
    const late = `process.on('SIGUSR2', () => { throw new TypeError(${JSON.stringify(message)}); });`;
    const before = ['--import', `data:text/javascript,${encodeURIComponent(late)}`];
    const words = ['dist/bundle/main.js', 'check', '--', ...fake('hang-in-the-middle')];
    const { status, stdout, stderr } = spawnNode([...before, ...words], { SPEC_PARENT: 'SIGUSR2' });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(bugReport);
  });
});

/** Runs lifspec with one of its outputs closed. Returns the exit code and the other output. */
async function runDeaf(closed: 'stdout' | 'stderr', line: string, ...more: readonly string[]) {
  const child = spawn(process.execPath, ['dist/bundle/main.js', ...line.split(' '), ...more]);
  child[closed].destroy();
  let said = '';
  child[closed === 'stdout' ? 'stderr' : 'stdout'].on('data', (text) => (said += text));
  return { status: await new Promise((resolve) => child.once('close', resolve)), said };
}

describeSlow('with a closed output, lifspec', () => {
  it('still exits with the code of its result: check', async () => {
    const said = 'lifspec: reset=0.01 does not conform\n';
    const mutant = ['--mutant', 'reset=0.01'];
    expect(await runDeaf('stdout', 'check --quick --', ...serve, ...mutant)).toEqual({ status: 1, said });
  });

  it('still exits with its code if stderr is closed, too', async () => {
    expect(await runDeaf('stderr', 'swep')).toEqual({ status: 2, said: '' });
  });
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
 * Runs lifspec check on a fake adapter, which sends it a signal when it receives a request, and waits until none of
 * its processes is running. A mark in their environment distinguishes them from those of other tests.
 */
async function runMarked(name: string, signal?: string, options: readonly string[] = []) {
  const mark = `${process.pid}.${runs++}`;
  const line = ['check', ...options, '--', ...fake(name)].join(' ');
  const ended = interruptLifspec(line, { SPEC_RUN: mark, SPEC_PARENT: signal });
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

describe.runIf(isSlow && process.platform === 'linux')('lifspec leaves no process behind', alsoSlow, () => {
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
});
