import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../src/base/make-folder.ts';
import { packageRoot } from '../src/base/package-root.ts';
import { preparePython } from './environment.ts';
import { type Language, languages, missing } from './languages.ts';

const execute = promisify(execFile);

/** Where compiled programs are stored. */
const programs = join(packageRoot(), '.cache', 'programs');

/**
 * Prepares an adapter: creates the environment of Python, or compiles it with the command in its head.
 *
 * @param file - name of a file in this folder
 * @param say - receives a line before anything slow starts
 * @param signal - stops the installation
 * @returns the command that starts it
 * @throws {MissingLanguage} if its compiler or interpreter is not installed
 * @throws {Error} if it cannot be prepared for another reason
 */
export async function prepareAdapter(
  file: string,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<string[]> {
  const path = join(packageRoot(), 'adapters', file);
  if (extname(file) === '.py') return [await preparePython(path, say, signal), path];
  const language = languages[extname(file)];
  if (language === undefined) throw new Error(`${file}: no known language has this extension`);
  if ((await installedVersion(language)) === undefined) throw missing(language);
  return language.isCompiled ? [await compile(path, language)] : [language.program, path];
}

/** The version of a compiler or interpreter; undefined if it is not installed. */
export async function installedVersion({
  program,
  versionArgument = '--version',
}: Language): Promise<string | undefined> {
  try {
    const { stdout } = await execute(program, [versionArgument]);
    return /\d+(\.\d+)+/.exec(stdout)?.[0];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The command that compiles a program: a line in a comment that begins with the compiler. */
export function compileCommand(source: string, compiler: string): readonly string[] {
  const line = source.split('\n').find((one) => one.replace(/^[\s*/]*/, '').startsWith(`${compiler} `));
  if (line === undefined)
    throw new Error(`the file must contain a line that begins with ${compiler}, the command that compiles it`);
  return line
    .replace(/^[\s*/]*/, '')
    .trimEnd()
    .split(/\s+/);
}

async function compile(path: string, { program: compiler }: Language): Promise<string> {
  const program = join(programs, basename(path, extname(path)));
  const [, ...words] = compileCommand(readFileSync(path, 'utf8'), compiler);
  const args = words.map((word, index) => (words[index - 1] === '-o' ? program : word));
  makeFolder(programs);
  try {
    await execute(compiler, args, { cwd: packageRoot() });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error((stderr ?? message).trim());
  }
  return program;
}
