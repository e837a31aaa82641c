import { writeFileSync } from 'node:fs';
import { type KillMatrix, killMatrix } from '../properties/kill-matrix.ts';
import { exploration } from '../properties/runs.ts';

/** Runs every law on every mutant, and writes which laws kill it. This takes more than ten minutes. */
export async function writeKills(): Promise<void> {
  writeFileSync('fixtures/kills.json', formatKills(await killMatrix(exploration({}))));
}

/** Formats fixtures/kills.json: one mutant per line. */
export function formatKills(matrix: KillMatrix): string {
  const lines = Object.entries(matrix).map(
    ([name, laws]) => `  ${JSON.stringify(name)}: [${laws.map((law) => JSON.stringify(law)).join(', ')}]`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}
