import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { killMatrix } from '../properties/kill-matrix.ts';
import { exploration } from '../properties/runs.ts';
import { formatKillMatrix } from '../scripts/kill-matrix/describe-kill-matrix.ts';
import { computeLawRuns, formatLawRuns } from '../scripts/law-runs/law-runs.ts';
import { publishedVectors } from '../src/vectors.ts';

describe('all laws against all mutants', () => {
  // conformance/vectors.full.ts checks the lists in the vectors
  it('kill exactly what fixtures/vectors/kill-matrix.json lists', { timeout: 1_800_000 }, async () => {
    const made = await killMatrix(publishedVectors(), exploration({}));
    expect(formatKillMatrix(made)).toBe(readFileSync('fixtures/vectors/kill-matrix.json', 'utf8'));
  });

  it('need the runs that properties/law-runs.json lists', { timeout: 1_800_000 }, async () => {
    expect(formatLawRuns(await computeLawRuns())).toBe(readFileSync('properties/law-runs.json', 'utf8'));
  });
});
