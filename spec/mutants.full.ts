import { describe, expect, it } from 'vitest';
import written from '../fixtures/kill-matrix.json' with { type: 'json' };
import { laws, mutants } from '../properties/index.ts';
import { killMatrix } from '../properties/kill-matrix.ts';
import { exploration } from '../properties/runs.ts';

describe('all laws against all mutants', () => {
  it('kill what fixtures/kill-matrix.json says, no more and no less', { timeout: 900_000 }, async () => {
    expect(await killMatrix(laws, mutants, exploration({}))).toEqual(written);
  });
});
