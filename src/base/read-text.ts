import { readFileSync } from 'node:fs';
import { InputError } from './input-error.ts';

/**
 * Reads a text file that the user named.
 *
 * @throws {InputError} if it cannot be read
 */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(code === 'ENOENT' ? `${path}: there is no such file` : `${path}: cannot be read (${code})`);
  }
}

/**
 * Parses a JSON text that the user named.
 *
 * @param hint - what was expected
 * @throws {InputError} if it is not JSON
 */
export function parseJson(text: string, name: string, hint = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(`${name}: is not JSON${hint}`);
  }
}
