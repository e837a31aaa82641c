import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../src/base/package-root.ts';
import { isOwnPackage, preparePython, readRequirements } from './environment.ts';
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
  if (extname(file) === '.py') return [await preparePython(path, say, { signal }), path];
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
  mkdirSync(programs, { recursive: true });
  try {
    await execute(compiler, args, { cwd: packageRoot() });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error((stderr ?? message).trim());
  }
  return program;
}

/**
 * The versions that an adapter runs on: of the language, and of the packages that it requires.
 *
 * @param file - name of a file in the folder of adapters
 * @param command - starts the adapter
 * @returns such as `{ Python: '3.11.7', nengo: '4.1.0', numpy: '2.4.6' }`
 */
export async function versionsOf(
  file: string,
  [program = '']: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (extname(file) === '.py') return pythonVersions(file, program);
  const language = languages[extname(file)] as Language;
  return { [language.program]: (await installedVersion(language)) ?? 'unknown' };
}

async function pythonVersions(file: string, python: string): Promise<Record<string, string>> {
  const { dependencies } = readRequirements(readFileSync(join(packageRoot(), 'adapters', file), 'utf8'));
  const others = dependencies.filter((dependency) => !isOwnPackage(dependency));
  const names = others.map((dependency) => /^[\w.-]+/.exec(dependency)?.[0] as string);
  const code =
    'import json, platform, sys; from importlib.metadata import version; print(json.dumps({"Python": platform.python_version()} | {name: version(name) for name in sys.argv[1:]}))';
  return JSON.parse((await execute(python, ['-c', code, ...names])).stdout);
}
