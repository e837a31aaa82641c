import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/base/package-root.ts';
import { isOwnPackage, readRequirements } from '../environment.ts';
import { type Language, languages } from '../languages.ts';
import { installedVersion } from '../prepare.ts';

const execute = promisify(execFile);

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
