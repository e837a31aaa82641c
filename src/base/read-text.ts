import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { InputError } from './input-error.ts';

const megabyte = 2 ** 20;

/** Ten times the largest text file that a command usually writes. */
const mostTextBytes = 16 * megabyte;

/**
 * Reads a text file that the user named. A byte order mark, as some editors write it, is left out.
 *
 * @throws {InputError} if it is missing, not a file, or larger than the limit
 */
export function readText(path: string): string {
  return readFileWithin(path, mostTextBytes)
    .toString('utf8')
    .replace(/^\ufeff/, '');
}

/**
 * Reads a file that the user named. Devices and pipes are refused, because they may have no end. Some files of the system
 * have none either, such as /proc/self/pagemap, which says that it is empty, so little more than the size is read.
 *
 * @throws {InputError} if it is missing, not a file, or larger than the limit
 */
export function readFileWithin(path: string, mostBytes: number): Buffer {
  if (!isThere(path)) throw new InputError(`${path}: there is no such file`);
  requireFile(path, statSync(path), mostBytes); // opening a device may change its state
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  try {
    const found = fstatSync(file);
    requireFile(path, found, mostBytes);
    return readToEnd(file, path, found.size);
  } catch (error) {
    throw Object.assign(error as Error, { path });
  } finally {
    closeSync(file);
  }
}

function requireFile(path: string, found: Stats, mostBytes: number): void {
  const kind = found.isDirectory() ? 'folder' : found.isFIFO() ? 'pipe' : found.isSocket() ? 'socket' : 'device';
  if (!found.isFile()) throw new InputError(`${path}: is a ${kind}, not a file`);
  const most = mostBytes < megabyte ? `${mostBytes / 1024} kB` : `${Math.ceil(mostBytes / megabyte)} MB`;
  if (found.size > mostBytes) throw new InputError(`${path}: is larger than ${most}, the limit for such a file`);
}

/** A file may grow by less while it is read. Some files of the system are read in multiples of 8 bytes. */
const excessBytes = 65_536;

/** @param size - what the system says about it, which may be wrong */
function readToEnd(file: number, path: string, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size + excessBytes);
  for (let length = 0; length < bytes.length; ) {
    const count = readSync(file, bytes, length, bytes.length - length, null);
    if (count === 0) return bytes.subarray(0, length);
    length += count;
  }
  throw new InputError(`${path}: is longer than its size of ${size} bytes; expected a file that has an end`);
}

/** Whether there is anything under a name, such as a link without a target. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
