/**
 * Writes all vectors, a file each, and their list in reading order. A second run writes the same bytes.
 *
 *   npm run build && node dist/scripts/vectors/write-vectors.js
 */
import { writeFileSync } from 'node:fs';
import { formatVector } from '../../src/conformance/vectors/vector-file.ts';
import { formatVectorSchema } from '../../src/conformance/vectors/vector-schema.ts';
import { killers } from '../kill-matrix/killers.ts';
import { makeVectors } from './vectors.ts';

const vectors = await makeVectors();
for (const vector of vectors) {
  const whole = { ...vector, kills: await killers(vector) };
  writeFileSync(`fixtures/vectors/${vector.id}.json`, formatVector(whole));
}
writeFileSync(
  'fixtures/vectors/index.json',
  `${JSON.stringify(
    vectors.map(({ id }) => id),
    null,
    2,
  )}\n`,
);
writeFileSync('fixtures/schemas/vector.schema.json', formatVectorSchema());
