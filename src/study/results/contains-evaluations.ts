import { readdirSync, statSync } from 'node:fs';

/** Whether a path is a file, or a folder of evaluations. */
export function containsEvaluations(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found !== undefined;
  const names = readdirSync(path);
  const isOfSweep = names.includes('results.json') || names.includes('study.json');
  return !isOfSweep && names.some((name) => name.endsWith('.json'));
}
