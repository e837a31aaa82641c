import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../src/base/package-root.ts';
import { admitsPython, parseScriptBlock, type ScriptBlock } from './script-block.ts';

const execute = promisify(execFile);

/** Names under which a machine may have Python. */
const pythonNames = ['python3', 'python3.11', 'python3.12', 'python3.13', 'python3.10', 'python'];

/** Where environments are kept, one for each block, whichever scripts have it. */
const environments = join(packageRoot(), '.cache', 'environments');

/**
 * Makes the virtual environment of a Python script, once: what its block asks for, installed by pip. Scripts with the same
 * block share one; another block gets another.
 *
 * @param script - path of the script
 * @param say - told before pip starts, which can take minutes
 * @param signal - ends pip
 * @returns path of the Python that runs the script
 * @throws {Error} saying why there is none: no fitting Python, or what pip said
 */
export async function preparePython(
  script: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const block = parseScriptBlock(readFileSync(script, 'utf8'));
  const folder = join(environments, nameOf(block));
  const python = join(folder, 'bin', 'python');
  const isComplete = join(folder, 'complete');
  if (existsSync(isComplete)) return python;

  say(`making the environment of ${basename(script)}, once: pip installs ${block.dependencies.join(', ')}`);
  rmSync(folder, { recursive: true, force: true });
  await run(await findPython(block), ['-m', 'venv', folder], signal);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  await run(python, [...install, ...block.dependencies], signal);
  writeFileSync(isComplete, '');
  return python;
}

/** Name of the environment of a block: equal for equal blocks, another one for every other. */
export function nameOf(block: ScriptBlock): string {
  return createHash('sha256').update(JSON.stringify(block)).digest('hex').slice(0, 16);
}

async function findPython({ requiresPython }: ScriptBlock): Promise<string> {
  const found: string[] = [];
  for (const name of pythonNames) {
    const version = await versionOf(name);
    if (version === undefined) continue;
    if (admitsPython(requiresPython, version)) return name;
    found.push(`${name} is ${version}`);
  }
  throw new Error(`needs Python ${requiresPython}, but ${found.join(', ') || 'there is no Python'}`);
}

async function versionOf(python: string): Promise<string | undefined> {
  try {
    const { stdout } = await execute(python, ['--version']);
    return stdout.replace('Python', '').trim();
  } catch {
    return undefined; // a name that the machine does not know
  }
}

async function run(command: string, args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  try {
    await execute(command, args, { maxBuffer: 2 ** 26, ...(signal && { signal }) });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const lines = stderr.trim().split('\n');
    throw new Error(lines.findLast((line) => line.startsWith('ERROR')) ?? (lines.at(-1) || message));
  }
}
