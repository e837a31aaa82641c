import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Finds the folder of this package by its name, because sources and compiled files lie at different depths. */
export function packageRoot(): string {
  return dirname(createRequire(import.meta.url).resolve('lifspec/package.json'));
}

/** Folder of the network that NengoDL trained, and of its recorded answers: `fixtures/networks/nengo-dl`. */
export function nengoDlDirectory(): string {
  return join(packageRoot(), 'fixtures', 'networks', 'nengo-dl');
}
