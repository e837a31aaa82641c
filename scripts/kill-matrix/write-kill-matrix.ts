import { writeFileSync } from 'node:fs';
import { catalogue, killMatrix } from '../../properties/kill-matrix.ts';
import { exploration } from '../../properties/runs.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { describeKillMatrix, formatKillMatrix } from './describe-kill-matrix.ts';

/**
 * Writes the laws and vectors that kill each mutant, as JSON and as Markdown. The lists of vectors are read from the
 * vectors' files.
 */
export async function writeKillMatrix(): Promise<void> {
  const matrix = await killMatrix(publishedVectors(), exploration({}));
  writeFileSync('fixtures/vectors/kill-matrix.json', formatKillMatrix(matrix));
  writeFileSync('fixtures/vectors/kill-matrix.md', describeKillMatrix(matrix, catalogue));
}
