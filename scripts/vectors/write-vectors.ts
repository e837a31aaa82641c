import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatVector } from '../../src/conformance/vectors/vector-file.ts';
import { killers } from '../kill-matrix/killers.ts';
import { makeVectors } from './vectors.ts';

const folder = join('fixtures', 'vectors');

/** Writes the vectors, one file each, and the index of their ids in reading order. */
export async function writeVectors(): Promise<void> {
  const vectors = await makeVectors();
  for (const vector of vectors) {
    const complete = { ...vector, kills: await killers(vector) };
    writeFileSync(join(folder, `${vector.id}.json`), formatVector(complete));
  }
  const ids = vectors.map(({ id }) => id);
  writeFileSync(join(folder, 'index.json'), `${JSON.stringify(ids, null, 2)}\n`);
}
