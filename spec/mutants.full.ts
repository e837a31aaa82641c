import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KillMatrix } from '../properties/kill-matrix.ts';
import { catalogue, killMatrix } from '../properties/kill-matrix.ts';
import type { RunsOfLaw } from '../properties/law-runs.ts';
import { exploration } from '../properties/runs.ts';
import { formatKillMatrix } from '../scripts/kill-matrix/describe-kill-matrix.ts';
import { computeLawRuns, formatLawRuns, killedFraction } from '../scripts/law-runs/law-runs.ts';
import { publishedVectors } from '../src/vectors.ts';
import { isThorough, sampleOf } from './thoroughness.ts';

const listed: KillMatrix = JSON.parse(readFileSync('fixtures/vectors/kill-matrix.json', 'utf8'));
const runs: Record<string, RunsOfLaw> = JSON.parse(readFileSync('properties/law-runs.json', 'utf8'));

describe('all laws against mutants', () => {
  // conformance/vectors.full.ts checks the lists in the vectors
  it.each(sampleOf(catalogue, 10).map((mutant) => [mutant.name, mutant] as const))(
    'kill %s exactly as fixtures/vectors/kill-matrix.json lists',
    { timeout: 600_000 },
    async (name, mutant) => {
      const made = await killMatrix(publishedVectors(), exploration({}), [mutant]);
      expect(made[name]).toEqual(listed[name]);
    },
  );

  it('are listed for every mutant', () => {
    expect(formatKillMatrix(listed)).toBe(readFileSync('fixtures/vectors/kill-matrix.json', 'utf8'));
    expect(Object.keys(listed)).toEqual(catalogue.map(({ name }) => name));
  });

  const hardest = Object.entries(runs).filter(([, { hardest: mutant }]) => mutant !== undefined);
  it.each(sampleOf(hardest, 10))(
    'kill the hardest mutant as often as properties/law-runs.json says: %s',
    { timeout: 600_000 },
    async (law, { hardest: mutant, killedOn }) => {
      expect(await killedFraction(law, mutant as string)).toBe(killedOn);
    },
  );

  it.runIf(isThorough)('need the runs that properties/law-runs.json lists', { timeout: 3_600_000 }, async () => {
    expect(formatLawRuns(await computeLawRuns())).toBe(readFileSync('properties/law-runs.json', 'utf8'));
  });
});
