import { realpathSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { requireFolder, writeWhole } from './study-folder.ts';

/**
 * Requires that an output file can be written, and creates its folder, before hours are spent on its contents.
 *
 * @throws {InputError} if it is a folder, or its folder cannot be created
 */
export function requireWritableFile(path: string): void {
  const found = statOf(path);
  if (found?.isDirectory()) throw new InputError(`${path}: is a folder, but a file is to be written`);
  if (found === undefined || isReplaceable(path, found)) requireFolder(dirname(targetOf(path)));
}

/**
 * Writes an output file. A file, or the target of a link, is replaced atomically. A pipe or a device, such as
 * /dev/stdout, is written to.
 *
 * @throws {InputError} if it cannot be written
 */
export function writeNamedFile(path: string, text: string): void {
  requireWritableFile(path);
  const found = statOf(path);
  if (found !== undefined && !isReplaceable(path, found)) writeThrough(path, text);
  else writeWhole(dirname(targetOf(path)), basename(targetOf(path)), text);
}

function writeThrough(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new InputError(`${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** A file in /dev is an output redirected by the shell, which must remain the same file. */
const isReplaceable = (path: string, found: Stats) => found.isFile() && !/^\/(dev|proc)\//.test(path);

function targetOf(path: string): string {
  return statOf(path) === undefined ? path : realpathSync(path);
}
