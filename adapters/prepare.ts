import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../src/base/make-folder.ts';
import { packageRoot } from '../src/base/package-root.ts';
import { preparePython } from './environment.ts';

const execute = promisify(execFile);

/** Where programs go that had to be compiled. */
const programs = join(packageRoot(), '.cache', 'programs');

/**
 * Makes an adapter ready to be started, by what its file is: Python gets the environment of its block, C is compiled by
 * the command in its head, Perl runs as it is.
 *
 * @param file - name of a file in this folder
 * @param say - told before something takes long
 * @param signal - ends what is being installed
 * @returns the command that starts it
 * @throws {Error} saying what is missing on this machine
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
  if (kind === undefined) throw new Error(`${file}: nothing is known about how to start such a file`);
  return kind();
}

/** The command that compiles a program, as a comment in the file says it: a line that begins with `cc`. */
export function compileCommand(source: string): readonly string[] {
  const line = /^[\s*/]*(?<command>cc .*)$/m.exec(source)?.groups?.command;
  if (line === undefined) throw new Error('no line of the file begins with cc, the command that compiles it');
  return line.trim().split(/\s+/);
}

async function compile(path: string): Promise<string> {
  const program = join(programs, basename(path, '.c'));
  const words = compileCommand(readFileSync(path, 'utf8'));
  const [compiler = 'cc', ...args] = words.map((word, place) => (words[place - 1] === '-o' ? program : word));
  makeFolder(programs);
  try {
    await execute(compiler, args, { cwd: packageRoot() });
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    throw new Error(code === 'ENOENT' ? 'there is no C compiler, cc' : (stderr ?? message).trim());
  }
  return program;
}
