import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../src/base/make-folder.ts';
import { packageRoot } from '../src/base/package-root.ts';
import { preparePython } from './environment.ts';

const execute = promisify(execFile);

/** Where compiled programs are stored. */
const programs = join(packageRoot(), '.cache', 'programs');

/**
 * Prepares an adapter: creates the environment of Python, or compiles C with the command in its head.
 *
 * @param file - name of a file in this folder
 * @param say - receives a line before anything slow starts
 * @param signal - stops the installation
 * @returns the command that starts it
 * @throws {Error} if something is missing on this machine
 */
export async function prepareAdapter(
  file: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<string[]> {
  const path = join(packageRoot(), 'adapters', file);
  const kinds: Readonly<Record<string, () => Promise<string[]>>> = {
    '.py': async () => [await preparePython(path, say, signal), path],
    '.c': async () => [await compile(path)],
    '.pl': async () => ['perl', path],
  };
  const kind = kinds[extname(file)];
  if (kind === undefined) throw new Error(`${file}: is not Python, C or Perl`);
  return kind();
}

/** The command that compiles a program: a line in a comment that begins with `cc`. */
export function compileCommand(source: string): readonly string[] {
  const line = /^[\s*/]*(?<command>cc .*)$/m.exec(source)?.groups?.command;
  if (line === undefined)
    throw new Error('the file must contain a line that begins with cc, the command that compiles it');
  return line.trim().split(/\s+/);
}

async function compile(path: string): Promise<string> {
  const program = join(programs, basename(path, '.c'));
  const words = compileCommand(readFileSync(path, 'utf8'));
  const [compiler = 'cc', ...args] = words.map((word, index) => (words[index - 1] === '-o' ? program : word));
  makeFolder(programs);
  try {
    await execute(compiler, args, { cwd: packageRoot() });
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    throw new Error(code === 'ENOENT' ? 'there is no C compiler, cc' : (stderr ?? message).trim());
  }
  return program;
}
