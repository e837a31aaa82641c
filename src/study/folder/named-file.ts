import { realpathSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { requireFolder, writeWhole } from './study-folder.ts';

/**
 * Requires that a file which somebody named can be written, and makes its folder if that is missing: what is computed for
 * hours should not be found to have no place.
 *
 * @throws {InputError} if it is a folder, or its folder cannot be made
 */
export function requirePlace(path: string): void {
  const found = look(path);
  if (found?.isDirectory()) throw new InputError(`${path}: is a folder, but a file is to be written`);
  if (found === undefined || isWhole(path, found)) requireFolder(dirname(placeOf(path)));
}

/**
 * Writes a file that somebody named. A file is written in one go, also one that a link leads to; a pipe or a device, such
 * as /dev/stdout, takes the text as it comes, and stays what it is.
 *
 * @throws {InputError} if it cannot be written
 */
export function writeNamedFile(path: string, text: string): void {
  requirePlace(path);
  const found = look(path);
  if (found !== undefined && !isWhole(path, found)) writeThrough(path, text);
  else writeWhole(dirname(placeOf(path)), basename(placeOf(path)), text);
}

function writeThrough(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(`${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Undefined if there is nothing, or nothing can be seen. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Whether it can be replaced. An output that was redirected to a file is one in /dev, and has to stay the same file. */
const isWhole = (path: string, found: Stats) => found.isFile() && !/^\/(dev|proc)\//.test(path);

/** Where a link leads. */
function placeOf(path: string): string {
  return look(path) === undefined ? path : realpathSync(path);
}
