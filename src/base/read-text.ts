import { closeSync, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { InputError } from './input-error.ts';

/** Ten times the largest file that a command usually writes. */
const usualLimitMegabytes = 16;

const megabyte = 2 ** 20;

/** Bytes that are read at once if the size is unknown. */
const chunkBytes = 65_536;

/**
 * Reads a text file that the user named.
 *
 * @throws {InputError} if it cannot be read, is not a file or a pipe, or is larger than the limit
 */
export function readText(path: string, mostMegabytes: number = usualLimitMegabytes): string {
  return readFileWithin(path, mostMegabytes * megabyte).toString('utf8');
}

/**
 * Reads a file that the user named.
 *
 * @throws {InputError} if it cannot be read, is not a file or a pipe, or is larger than the limit
 */
export function readFileWithin(path: string, mostBytes: number): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      return readOpenFile(file, path, mostBytes);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw code === 'ENOENT' ? new InputError(`${path}: there is no such file`) : unreadable(path, code);
  }
}

/**
 * Reads an open file. A pipe and a file in /proc have size 0, so every file is read until it ends.
 *
 * @throws {InputError} if it is not a file or a pipe, or is larger than the limit
 */
export function readOpenFile(file: number, path: string, mostBytes: number): Buffer {
  const found = fstatSync(file);
  if (!hasEnd(found)) throw new InputError(`${path}: is a ${found.isDirectory() ? 'folder' : 'device'}, not a file`);
  const chunks: Buffer[] = [];
  let filled = 0;
  while (Math.max(filled, found.size) <= mostBytes) {
    const chunk = Buffer.allocUnsafe(Math.max(found.size - filled + 1, chunkBytes));
    const count = readSync(file, chunk);
    if (count === 0) return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, count));
    filled += count;
  }
  const most = mostBytes < megabyte ? `${mostBytes / 1024} kB` : `${Math.ceil(mostBytes / megabyte)} MB`;
  throw new InputError(`${path}: is larger than ${most}, the limit for such a file`);
}

/** Whether a file has an end. A device such as /dev/zero may have none. */
function hasEnd(found: Stats): boolean {
  return found.isFile() || found.isFIFO() || found.isSocket();
}

/**
 * Whether there is anything under a name in a folder, even if it cannot be read.
 *
 * @throws {InputError} if it is a pipe, for which a command would wait without reacting to Ctrl-C, or if a folder in
 *   its path cannot be searched
 */
export function isThere(path: string): boolean {
  try {
    if ((statSync(path, { throwIfNoEntry: false }) ?? lstatSync(path)).isFIFO())
      throw new InputError(`${path}: is a pipe, not a file`);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof InputError) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw unreadable(path, code as string);
  }
}

/** The error for a file or folder that the system refuses to read. */
export function unreadable(path: string, code: string): InputError {
  const reason = code === 'EACCES' || code === 'EPERM' ? ': permission is missing' : '';
  return new InputError(`${path}: cannot be read${reason} (${code})`);
}
