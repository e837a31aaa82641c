import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { describeSlow } from '../slow.ts';
import { serve } from './command-line.ts';

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

  it('still exits with its code if stderr is closed, too', async () => {
    expect(await runDeaf('stderr', 'swep')).toEqual({ status: 2, said: '' });
  });
});
