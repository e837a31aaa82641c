import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../src/dataset/package-root.ts';
import { admitsPython, parseScriptBlock, type ScriptBlock } from './script-block.ts';

const execute = promisify(execFile);

/** Names under which a machine may have Python. */
const pythonNames = ['python3', 'python3.11', 'python3.12', 'python3.13', 'python3.10', 'python'];

/** A Python script of the benchmark, with the Python that can run it. */
export interface PythonPeer {
  readonly python: string;
  readonly script: string;
}

/**
 * Makes the virtual environment of a script, once: what its block asks for, installed by pip into `bench/.venv-<name>`.
 * A changed block makes it anew.
 *
 * @throws {Error} saying why there is none: no fitting Python, or what pip said
 */
export async function preparePython(name: string, say: (line: string) => void): Promise<PythonPeer> {
  const script = join(packageRoot(), 'bench', 'peers', `${name}.py`);
  const folder = join(packageRoot(), 'bench', `.venv-${name}`);
  const python = join(folder, 'bin', 'python');
  const stamp = join(folder, 'made-for.json');
  const block = parseScriptBlock(readFileSync(script, 'utf8'));
  const wanted = JSON.stringify(block);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { python, script };

  say(`making the environment of ${name}, once: pip installs ${block.dependencies.join(', ')}`);
  rmSync(folder, { recursive: true, force: true });
  await run(await findPython(block), ['-m', 'venv', folder]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...block.dependencies]);
  writeFileSync(stamp, wanted);
  return { python, script };
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

async function run(command: string, args: readonly string[]): Promise<void> {
  try {
    await execute(command, args, { maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const lines = stderr.trim().split('\n');
    throw new Error(lines.findLast((line) => line.startsWith('ERROR')) ?? (lines.at(-1) || message));
  }
}
