import { randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import { formatRows } from '../../base/text.ts';

/**
 * Writes a file to a folder of lifspec atomically: after a kill, it exists completely or not at all. A link is replaced,
 * not followed.
 */
export function writeWhole(directory: string, name: string, content: string | Uint8Array): void {
  const path = join(directory, name);
  const part = `${path}.part`;
  rmSync(part, { force: true }); // left by a run that was killed; if it is a link, its target stays
  replaceFile(path, part, content);
}

export function writeJson(directory: string, name: string, value: object): void {
  writeWhole(directory, name, formatRows(value));
}

/**
 * Writes a file under a temporary name in the same folder, and renames it. The package `write-file-atomic` is not used:
 * version 7.0.1 writes once, so on a full disk it replaces the file by the part that had space, without an error.
 */
function replaceFile(path: string, part: string, content: string | Uint8Array): void {
  try {
    withPath(path, () => writeFileSync(part, content, { flush: true, flag: 'wx' }));
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true }); // a full disk leaves a partial file
    throw error;
  }
}

/** Runs an action on an open file, and adds the path of the file to an error of the system. */
export function withPath<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}

/** Creates a folder if it is missing, and requires that it can be written to. */
export function requireFolder(directory: string): void {
  makeFolder(directory);
  readdirSync(directory);
  accessSync(directory, constants.W_OK);
}

/** Creates a folder and its missing parents, one by one: Node's `recursive` option never ends in /proc. */
function makeFolder(directory: string): void {
  if (existsSync(directory)) return;
  const parent = dirname(directory);
  if (parent !== directory) makeFolder(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process may have created it
  }
}

/**
 * Requires that an output file can be written, before hours are spent on its contents.
 *
 * @throws {InputError} if it is a folder
 */
export function requireWritableFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new InputError(`${path}: is a folder; expected a file to write`);
  if (isReplaceable(path)) accessSync(dirname(path), constants.W_OK);
}

/**
 * Writes an output file that the user named. A file is replaced when it is complete. A link, a pipe or a device, such as
 * /dev/stdout, is written to at once.
 *
 * @param patience - milliseconds to wait for a program that reads a pipe
 */
export function writeNamedFile(path: string, text: string, patience = 5000): void {
  // another command may write the same file at this time
  if (isReplaceable(path)) replaceFile(path, `${path}.${randomUUID()}.part`, text);
  else withPath(path, () => writeAtOnce(path, text, patience));
}

function writeAtOnce(path: string, text: string, patience: number): void {
  const isPipe = statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
  const pipe = isPipe ? openPipe(path, performance.now() + patience) : undefined;
  writeFileSync(path, text);
  if (pipe !== undefined) closeSync(pipe);
}

/** Opens a pipe when something reads it. Opening it in another way would wait without an end, and ignore Ctrl-C. */
function openPipe(path: string, end: number): number {
  for (;;) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    }
    if (performance.now() > end) throw new InputError(`${path}: is a pipe that nothing reads`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

function isReplaceable(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() !== false;
}
