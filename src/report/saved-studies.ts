import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SavedStudy } from '../study/results/saved-study.ts';
import { readResults } from './read-results.ts';

/**
 * Reads the studies of a folder: each of its folders that holds `results.json`. The ones that say most come first: the
 * tutorial network, most seeds, most images, then by name.
 *
 * @returns none if there is no such folder
 * @throws {InputError} if a study is damaged
 */
export function readSavedStudies(directory: string): SavedStudy[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => existsSync(join(directory, name, 'results.json')));
  return names
    .sort()
    .map((name) => ({ ...readResults(join(directory, name)), name }))
    .sort((a, b) => weightOf(b) - weightOf(a));
}

/** More seeds weigh more than more images, which are 10,000 at most. */
function weightOf({ settings: { network, seeds, images } }: SavedStudy): number {
  return (network === 'tutorial' ? 1_000_000 : 0) + seeds.length + images / 100_000;
}
