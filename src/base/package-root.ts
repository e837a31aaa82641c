import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of this package, found by walking up from this file to the `package.json` that names it: sources and
 * compiled files lie at different depths.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isRoot(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of lifspec is not above its own code');
    folder = parent;
  }
  return folder;
}

/** The folder of the network that NengoDL trained, with its answers: `fixtures/networks/nengo-dl`. */
export function nengoDlDirectory(): string {
  return join(packageRoot(), 'fixtures', 'networks', 'nengo-dl');
}

/** The folder of networks that lifspec trained for its kept studies: `fixtures/networks`. */
export function savedNetworksDirectory(): string {
  return join(packageRoot(), 'fixtures', 'networks');
}

function isRoot(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'lifspec';
}
