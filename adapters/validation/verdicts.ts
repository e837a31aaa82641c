import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/base/package-root.ts';
import { writeWhole } from '../../src/study/folder/write-file.ts';
import { adapters } from './adapters.ts';
import { formatBoard, type Verdicts } from './board.ts';
import { pairsOf } from './pairs.ts';

const folder = join(packageRoot(), 'fixtures');

/** Reads the saved verdicts. */
export function readVerdicts(): Verdicts {
  return JSON.parse(readFileSync(join(folder, 'verdicts.json'), 'utf8'));
}

/** Saves verdicts in the order of the adapters, keeps the saved ones of others, and writes the board. */
export function saveVerdicts(found: Partial<Verdicts>): void {
  const saved = readVerdicts();
  const simulators = { ...saved.simulators, ...found.simulators };
  const pairs = [...(found.pairs ?? []), ...saved.pairs];
  const verdicts = {
    simulators: Object.fromEntries(
      adapters.flatMap(({ name }) => (simulators[name] === undefined ? [] : [[name, simulators[name]]])),
    ),
    pairs: pairsOf(adapters).flatMap(([a, b]) => pairs.find((one) => one.a === a.name && one.b === b.name) ?? []),
  };
  writeWhole(folder, 'verdicts.json', formatVerdicts(verdicts));
  writeWhole(folder, 'board.md', formatBoard(verdicts));
}

/** One line per field, clause and pair, so that a change shows as one line. */
export function formatVerdicts(value: unknown, indent = '', depth = 0): string {
  const isShort = typeof value !== 'object' || value === null || (depth > 2 && !Array.isArray(value)) || depth > 3;
  if (isShort) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((one) => JSON.stringify(one))
    : Object.entries(value).map(([field, one]) => `${JSON.stringify(field)}: ${formatVerdicts(one, inner, depth + 1)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}${depth === 0 ? '\n' : ''}`;
}
