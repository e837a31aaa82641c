import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type KillMatrix, killMatrix } from '../properties/kill-matrix.ts';
import { exploration } from '../properties/runs.ts';

const file = 'fixtures/kills.json';

/**
 * Completes the matrix with the new laws and mutants. After changes to other laws, delete their ids from the file, or
 * the file: running every law on every mutant takes more than ten minutes.
 */
export async function writeKills(): Promise<void> {
  const known: KillMatrix = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, formatKills(await killMatrix(exploration({}), undefined, known)));
}

/** Formats fixtures/kills.json: one mutant per line. */
export function formatKills(matrix: KillMatrix): string {
  const lines = Object.entries(matrix).map(
    ([name, laws]) => `  ${JSON.stringify(name)}: [${laws.map((law) => JSON.stringify(law)).join(', ')}]`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}
