import { readFileSync } from 'node:fs';
import { InputError } from '../base/input-error.ts';

/**
 * Reads a text file that was named on the command line.
 *
 * @throws {InputError} if it cannot be read
 */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new InputError(`${path}: ${why}`);
  }
}
