import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../src/base/package-root.ts';
import { MissingLanguage } from './languages.ts';

const execute = promisify(execFile);

/** The requirements of a Python script. */
export interface Requirements {
  /** Version of Python, such as `3.11`. */
  readonly python: string;
  /** Arguments of pip, such as `numpy==1.23.5`. */
  readonly dependencies: readonly string[];
  /** Dependencies that are installed without their own dependencies, because those are too strict. */
  readonly withoutDependencies: readonly string[];
}

/**
 * Reads the lines `requires-python` and `dependencies` in the head of a script, and `no-deps` in its table `tool.lifspec`.
 * They have the form of PEP 723, so `uv run` also works, unless the table is needed.
 *
 * @throws {RangeError} if a line is missing or has another form
 * @example readRequirements('# requires-python = "==3.11.*"\n# dependencies = ["torch"]\n').python // '3.11'
 */
export function readRequirements(script: string): Requirements {
  const python = /^# requires-python = "==(\d+\.\d+)\.\*"$/m.exec(script)?.[1];
  const list = /^# dependencies = (\["[^\]]*"\])$/m.exec(script)?.[1];
  if (python === undefined || list === undefined)
    throw new RangeError(
      'the head of the script must contain # requires-python = "==X.Y.*" and # dependencies = ["…"]',
    );
  const without = /^# no-deps = (\["[^\]]*"\])$/m.exec(script)?.[1] ?? '[]';
  return { python, dependencies: JSON.parse(list), withoutDependencies: JSON.parse(without) };
}

/**
 * A newer release of the first dependency, with any version of the others.
 *
 * @example newerThan({ python: '3.11', dependencies: ['a==1', 'b==2'], withoutDependencies: [] }).dependencies // ['a>1', 'b']
 */
export function newerThan({ python, dependencies, withoutDependencies }: Requirements): Requirements {
  const [first = ''] = dependencies;
  const newer = (one: string) => (one === first ? one.replace('==', '>') : one.replace(/[<>=!~].*/, ''));
  return { python, dependencies: dependencies.map(newer), withoutDependencies: withoutDependencies.map(newer) };
}

/**
 * Creates the virtual environment of a Python script with pip, once per list of requirements.
 *
 * @param script - path of the script
 * @param say - receives a line before pip starts, which can take minutes
 * @param options - `signal` stops pip; `isNewer` installs a newer release of the first dependency
 * @returns path of the Python that runs the script
 * @throws {MissingLanguage} if there is no such Python
 * @throws {Error} if pip fails
 */
export async function preparePython(
  script: string,
  say: (line: string) => void,
  { signal, isNewer = false }: { readonly signal?: AbortSignal | undefined; readonly isNewer?: boolean } = {},
): Promise<string> {
  const pinned = readRequirements(readFileSync(script, 'utf8'));
  const requirements = isNewer ? newerThan(pinned) : pinned;
  const { folder, python, isComplete } = environmentOf(requirements);
  if (existsSync(isComplete) && !isNewer) return python;

  const { dependencies, withoutDependencies } = requirements;
  say(`creating the environment of ${basename(script)}, only once: pip installs ${dependencies.join(', ')}`);
  rmSync(folder, { recursive: true, force: true });
  await run(await findPython(requirements.python), ['-m', 'venv', folder], signal);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  // lifspec depends on a wheel of Node, which adapters do not need
  const alone = dependencies.filter((one) => withoutDependencies.includes(one) || isOwnPackage(one));
  const complete = dependencies.filter((one) => !alone.includes(one));
  await run(python, [...install, ...complete], signal);
  if (alone.length > 0) await run(python, [...install, '--no-deps', ...alone.flatMap(toInstall)], signal);
  writeFileSync(isComplete, '');
  return python;
}

function environmentOf(requirements: Requirements) {
  const name = createHash('sha256').update(JSON.stringify(requirements)).digest('hex').slice(0, 16);
  const folder = join(packageRoot(), '.cache', 'environments', name);
  return { folder, python: join(folder, 'bin', 'python'), isComplete: join(folder, 'complete') };
}

/** The Python of a script whose environment was created before; undefined if it was not. */
export function installedPython(script: string): string | undefined {
  const { python, isComplete } = environmentOf(readRequirements(readFileSync(script, 'utf8')));
  return existsSync(isComplete) ? python : undefined;
}

/** The arguments of pip for a dependency. For `lifspec`, pip installs the package in this repository. */
function toInstall(dependency: string): string[] {
  return isOwnPackage(dependency) ? ['--editable', join(packageRoot(), 'python')] : [dependency];
}

/** Whether a dependency is the Python package of this repository. */
export function isOwnPackage(dependency: string): boolean {
  return /^lifspec==/.test(dependency);
}

async function findPython(wanted: string): Promise<string> {
  const found: string[] = [];
  for (const name of [`python${wanted}`, 'python3', 'python']) {
    const version = await versionOf(name);
    if (version?.startsWith(`${wanted}.`)) return name;
    if (version !== undefined) found.push(`${name} is ${version}`);
  }
  throw new MissingLanguage(`needs Python ${wanted}, but ${found.join(', ') || 'there is no Python'}`);
}

async function versionOf(python: string): Promise<string | undefined> {
  try {
    const { stdout } = await execute(python, ['--version']);
    return stdout.replace('Python', '').trim();
  } catch {
    return undefined; // there is no such command
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
