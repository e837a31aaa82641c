import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSlow, isSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lifspec, serve } from './command-line.ts';

/** Runs lifspec with one of its outputs closed. Returns the exit code and the other output. */
async function runDeaf(closed: 'stdout' | 'stderr', line: string, ...more: readonly string[]) {
  const child = spawn(process.execPath, ['dist/src/cli/main.js', ...line.split(' '), ...more]);
  child[closed].destroy();
  let said = '';
  child[closed === 'stdout' ? 'stderr' : 'stdout'].on('data', (text) => (said += text));
  return { status: await new Promise((resolve) => child.once('close', resolve)), said };
}

describeSlow('with a closed output, lifspec', () => {
  it('still exits with the code of its result: fingerprint', async () => {
    const said = 'lifspec: resets-to-a-hundredth follows none of the known conventions\n';
    const mutant = ['--mutant', 'resets-to-a-hundredth'];
    expect(await runDeaf('stdout', 'fingerprint --', ...serve, ...mutant)).toEqual({ status: 1, said });
  });

  it('finishes training', async () => {
    const out = join(temporaryFolder(), 'network');
    const line = `train --network miniature --train-images 100 --epochs 2 --out ${out}`;
    expect(await runDeaf('stdout', line)).toEqual({ status: 0, said: '' });
    expect(existsSync(join(out, 'network.json'))).toBe(true);
    expect(readdirSync(out).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('stops writing cases', async () => {
    expect(await runDeaf('stdout', 'cases')).toEqual({ status: 0, said: '' });
  });

  it('still exits with its code if stderr is closed, too', async () => {
    expect(await runDeaf('stderr', 'swep')).toEqual({ status: 2, said: '' });
  });
});

describe.runIf(isSlow && existsSync('/dev/full'))('on a full disk, a transcript', () => {
  it('stops, but the verdict is still printed', async () => {
    const line = 'check --only neuron/lif/start-half-way --transcript /dev/full --';
    const { status, stdout, stderr } = await lifspec(line, ...serve);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^conforms, level bits/m);
    expect(stderr).toBe('lifspec: --transcript /dev/full: ends here because it cannot be written (ENOSPC)\n');
  });
});
