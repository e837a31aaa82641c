/**
 * Writes fixtures/vectors/kill-matrix.json, which laws and vectors kill which mutant, with the default seed and number of cases,
 * and kill-matrix.md, the same to be read. The vectors come first: write-vectors.ts.
 *
 *   npm run build && node dist/scripts/kill-matrix/write-kill-matrix.js
 */
import { writeFileSync } from 'node:fs';
import { catalogue, killMatrix } from '../../properties/kill-matrix.ts';
import { exploration } from '../../properties/runs.ts';
import { loadVectors } from '../../src/conformance/vectors/load-vectors.ts';
import { describeKillMatrix, formatKillMatrix } from './describe-kill-matrix.ts';

const vectors = loadVectors('fixtures/vectors');
const matrix = await killMatrix(vectors, exploration({}));
writeFileSync('fixtures/vectors/kill-matrix.json', formatKillMatrix(matrix));
writeFileSync('fixtures/vectors/kill-matrix.md', describeKillMatrix(matrix, catalogue));
