import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../base/input-error.ts';
import type { Vector } from './vector.ts';
import { parseVector } from './vector-file.ts';

/** Name of the file that lists the ids of all vectors in reading order. */
export const vectorList = 'index.json';

/**
 * Reads all vectors of a folder, in the order of its list.
 *
 * @param folder - holds `index.json`, and each vector at its id
 * @throws {InputError} naming the file that is no vector, and what is wrong
 */
export function loadVectors(folder: string): Vector[] {
  const ids = JSON.parse(readFileSync(join(folder, vectorList), 'utf8')) as string[];
  return ids.map((id) => {
    const file = join(folder, `${id}.json`);
    const vector = parseVector(readFileSync(file, 'utf8'), file);
    if (vector.id !== id) throw new InputError(`${file}: id must be ${id}, but is ${vector.id}`);
    return vector;
  });
}
