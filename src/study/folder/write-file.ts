import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { formatJson } from '../../base/text.ts';

/** Writes a file atomically: after a kill, it exists completely or not at all. */
export function writeWhole(directory: string, name: string, text: string): void {
  refuseSystemErrors(directory, () => {
    const path = join(directory, name);
    try {
      writeSynced(`${path}.part`, text);
      renameSync(`${path}.part`, path);
    } catch (error) {
      rmSync(`${path}.part`, { force: true }); // a full disk leaves a partial file
      throw error;
    }
  });
}

function writeSynced(path: string, text: string): void {
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes an object as JSON with an indentation, atomically. */
export function writeJson(directory: string, name: string, value: object): void {
  writeWhole(directory, name, formatJson(value));
}

/**
 * Creates a folder if it is missing.
 *
 * @throws {InputError} if it cannot be created, is not a folder, or cannot be written to
 */
export function requireFolder(directory: string): void {
  refuseSystemErrors(directory, () => {
    makeFolder(directory);
    readdirSync(directory);
    accessSync(directory, constants.W_OK);
  });
}

/**
 * Requires that an output file can be written, and creates its folder, before hours are spent on its contents.
 *
 * @throws {InputError} if it is a folder, or its folder cannot be created
 */
export function requireWritableFile(path: string): void {
  const found = statOf(path);
  if (found?.isDirectory()) throw new InputError(`${path}: is a folder, but a file is to be written`);
  if (isReplaceable(path, found)) requireFolder(dirname(targetOf(path)));
}

/**
 * Writes an output file. A file, or the target of a link, is replaced atomically. A pipe or a device, such as
 * /dev/stdout, is written to.
 *
 * @throws {InputError} if it cannot be written
 */
export function writeNamedFile(path: string, text: string): void {
  requireWritableFile(path);
  const target = targetOf(path);
  if (isReplaceable(path, statOf(path))) writeWhole(dirname(target), basename(target), text);
  else refuseSystemErrors(path, () => writeFileSync(path, text));
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined; // also if the path leads through a file
  }
}

/** A file in /dev is an output redirected by the shell, which must remain the same file. */
function isReplaceable(path: string, found: Stats | undefined): boolean {
  return found === undefined || (found.isFile() && !/^\/(dev|proc)\//.test(path));
}

function targetOf(path: string): string {
  return statOf(path) === undefined ? path : realpathSync(path);
}

/** Runs an action, and converts an error of the file system to an InputError about a folder or file. */
export function refuseSystemErrors<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof InputError || code === undefined) throw error;
    throw new InputError(`${path}: cannot be written (${code})`);
  }
}
