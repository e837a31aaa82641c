import { lstatSync, readFileSync, statSync } from 'node:fs';
import { InputError } from './input-error.ts';

const megabyte = 2 ** 20;

/** Ten times the largest text file that a command usually writes. */
const mostTextBytes = 16 * megabyte;

/**
 * Reads a text file that the user named.
 *
 * @throws {InputError} if it is missing, not a file, or larger than the limit
 */
export function readText(path: string): string {
  return readFileWithin(path, mostTextBytes).toString('utf8');
}

/**
 * Reads a file that the user named. Devices and pipes are refused, because they may have no end.
 *
 * @throws {InputError} if it is missing, not a file, or larger than the limit
 */
export function readFileWithin(path: string, mostBytes: number): Buffer {
  if (!isThere(path)) throw new InputError(`${path}: there is no such file`);
  const found = statSync(path);
  const kind = found.isDirectory() ? 'folder' : found.isFIFO() ? 'pipe' : 'device';
  if (!found.isFile()) throw new InputError(`${path}: is a ${kind}, not a file`);
  const most = mostBytes < megabyte ? `${mostBytes / 1024} kB` : `${Math.ceil(mostBytes / megabyte)} MB`;
  if (found.size > mostBytes) throw new InputError(`${path}: is larger than ${most}, the limit for such a file`);
  return readFileSync(path);
}

/** Whether there is anything under a name, such as a link without a target. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
