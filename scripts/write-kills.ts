import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { catalogue, type KillMatrix, killMatrix } from '../properties/kill-matrix.ts';

const file = 'fixtures/kills.json';

/**
 * Completes the matrix with the new laws and mutants, and searches again where a listed input no longer kills. Delete the
 * file to run every law on every mutant, which takes more than ten minutes.
 */
export async function writeKills(): Promise<void> {
  const known: KillMatrix = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, formatKills(await killMatrix(catalogue, known)));
}

/** Formats fixtures/kills.json: one mutant per line. */
export function formatKills(matrix: KillMatrix): string {
  const lines = Object.entries(matrix).map(([name, kills]) => {
    const inputs = Object.entries(kills).map(([law, path]) => `${JSON.stringify(law)}: ${JSON.stringify(path)}`);
    return `  ${JSON.stringify(name)}: { ${inputs.join(', ')} }`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
