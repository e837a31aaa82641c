import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { formatJson } from '../../base/text.ts';

/**
 * Writes a file to a folder of lifspec atomically: after a kill, it exists completely or not at all. A link is replaced,
 * not followed.
 */
export function writeWhole(directory: string, name: string, content: string | Uint8Array): void {
  const path = join(directory, name);
  refuseSystemErrors(path, () => {
    rmSync(`${path}.part`, { force: true }); // left by a run that was killed; if it is a link, its target stays
    replaceFile(path, content);
  });
}

export function writeJson(directory: string, name: string, value: object): void {
  writeWhole(directory, name, formatJson(value));
}

/**
 * Writes a file under a temporary name in the same folder, and renames it. The package `write-file-atomic` is not used:
 * version 7.0.1 writes once, so on a full disk it replaces the file by the part that had space, without an error.
 */
function replaceFile(path: string, content: string | Uint8Array): void {
  const { part, descriptor } = createPart(path);
  try {
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true }); // a full disk leaves a partial file
    throw error;
  }
}

/**
 * Creates a file under an unused name. A file with a used name may belong to the user, or to a command that is running.
 */
function createPart(path: string): { readonly part: string; readonly descriptor: number } {
  for (let count = 1; ; count++) {
    const part = `${path}.part${count > 1 ? count : ''}`;
    try {
      return { part, descriptor: openSync(part, 'wx') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
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
  refuseSystemErrors(path, () => {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new InputError(`${path}: is a folder; expected a file to write`);
  });
  if (isReplaceable(path)) requireFolder(dirname(path));
}

/**
 * Writes an output file that the user named. A file is replaced when it is complete. A link, a pipe or a device, such as
 * /dev/stdout, is written to at once.
 *
 * @throws {InputError} if it cannot be written
 */
export function writeNamedFile(path: string, text: string): void {
  refuseSystemErrors(path, () => (isReplaceable(path) ? replaceFile(path, text) : writeInPlace(path, text)));
}

/** Opening a pipe that no program reads would block for ever, also against signals, so it is first opened without blocking. */
function writeInPlace(path: string, text: string): void {
  const opened = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_NONBLOCK);
  try {
    writeFileSync(path, text);
  } finally {
    closeSync(opened);
  }
}

function isReplaceable(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() !== false;
}

/** The meaning of error codes that the user can act on. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the limit on file sizes is reached',
  EROFS: 'the file system is read-only',
  ELOOP: 'it is a symbolic link',
  ENOTDIR: 'a file is in its place',
  EACCES: 'permission is missing',
  EPERM: 'permission is missing',
  ENOENT: 'a folder in its path, or the target of a link, is missing',
  ENXIO: 'no program reads this pipe',
};

/** Runs an action, and converts an error of the file system to an InputError about a folder or file. */
export function refuseSystemErrors<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw systemError(path, error);
  }
}

/** Converts an error of the file system to an InputError about a folder or file. */
export function systemError(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof InputError || code === undefined) return error;
  const reason = reasons[code];
  return new InputError(`${path}: cannot be written${reason === undefined ? '' : `: ${reason}`} (${code})`);
}
