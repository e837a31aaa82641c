import { writeFileSync } from 'node:fs';
import { computeLawRuns, formatLawRuns } from './law-runs.ts';

/** Measures how often laws kill mutants, and writes the number of runs that each law needs in `npm test`. */
export async function writeLawRuns(): Promise<void> {
  writeFileSync('properties/law-runs.json', formatLawRuns(await computeLawRuns()));
}
