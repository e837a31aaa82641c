import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Finds the folder of this package by walking up from this file to its `package.json`, because sources and compiled
 * files lie at different depths.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json of lifspec in or above ${fileURLToPath(import.meta.url)}`);
    folder = parent;
  }
  return folder;
}

/** Folder of the network that NengoDL trained, and of its recorded answers: `fixtures/networks/nengo-dl`. */
export function nengoDlDirectory(): string {
  return join(packageRoot(), 'fixtures', 'networks', 'nengo-dl');
}

function isRoot(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'lifspec';
}
