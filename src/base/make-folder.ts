import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, one by one. Node's own way (`recursive`) never ends where a file
 * system says that a folder is missing although the one above it is there, as /proc does.
 *
 * @throws {Error} with the code of the file system if a folder cannot be made
 */
export function makeFolder(directory: string): void {
  if (existsSync(directory)) return;
  const parent = dirname(directory);
  if (parent !== directory) makeFolder(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    // somebody else may have made it in between
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
