import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { isThere, readText } from '../../base/read-text.ts';
import { requireFolder } from './write-file.ts';

/**
 * Requires that files can be written to a folder without replacing foreign files: the folder is missing, empty, or was
 * made by the same command. Creates it if it is missing.
 *
 * @param names - the files that the command writes, in the order of writing
 * @param ignored - names that others may use
 * @throws {InputError} if it contains anything else, or cannot be written
 */
export function requireOwnFolder(
  directory: string,
  names: readonly [string, ...string[]],
  command: string,
  ignored: readonly string[] = [],
): void {
  requireFolder(directory);
  const parts = names.map((name) => `${name}.part`); // left by a command that was killed
  const found = readdirSync(directory).filter((name) => ![...parts, ...ignored].includes(name));
  const foreign = found.find((name) => !names.includes(name));
  if (found.length === 0 || (foreign === undefined && isOfLifspec(join(directory, names[0])))) return;
  const which = `${foreign ?? names.find((name) => found.includes(name))}, which lifspec ${command} did not write`;
  throw new InputError(`${directory}: contains ${which}; choose an empty folder`);
}

/** Whether a file is a result or a page that lifspec wrote. */
export function isOfLifspec(file: string): boolean {
  const mark = /"versions":\s*\{\s*"lifspec":|<meta name="generator" content="lifspec">/;
  return isThere(file) && mark.test(readText(file));
}
