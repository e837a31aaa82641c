import { writeFileSync } from 'node:fs';
import { catalogue, killMatrix } from '../../properties/kill-matrix.ts';
import { exploration } from '../../properties/runs.ts';
import { loadVectors } from '../../src/conformance/vectors/load-vectors.ts';
import { describeKillMatrix, formatKillMatrix } from './describe-kill-matrix.ts';

/** Writes which laws and vectors kill which mutant, as JSON and as a page. Takes the vectors' own lists from their files. */
export async function writeKillMatrix(): Promise<void> {
  const matrix = await killMatrix(loadVectors('fixtures/vectors'), exploration({}));
  writeFileSync('fixtures/vectors/kill-matrix.json', formatKillMatrix(matrix));
  writeFileSync('fixtures/vectors/kill-matrix.md', describeKillMatrix(matrix, catalogue));
}
