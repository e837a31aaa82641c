import { describe, expect, it } from 'vitest';
import { mutants } from '../../properties/index.ts';
import { laws } from '../../properties/laws.ts';
import { knownMutants } from '../../src/cli/gather-cases.ts';
import { keptVectors } from '../../src/vectors.ts';
import { expectNamed } from './mutants.ts';

const vectors = keptVectors();
const known = knownMutants(vectors);
const claimOf = new Map(
  [...laws, ...vectors.map(({ id, claim, clause }) => ({ id, claim: claim ?? clause ?? '' }))].map((one) => [
    one.id,
    one.claim,
  ]),
);

describe('every wrong implementation behind a pipe', () => {
  for (const { name, difference } of mutants) {
    it(`${name} (${difference}) ends with 1, under a claim that it breaks`, { timeout: 300_000 }, () => {
      const fails = known.find((one) => one.name === name)?.fails ?? [];
      expectNamed(
        name,
        fails.map((id) => claimOf.get(id) ?? ''),
        '--runs', // vectors kill nearly all, so few inputs of laws are enough
        '3',
      );
    });
  }

  it('is known by the kill matrix', () => {
    expect(known.filter(({ fails }) => fails.length === 0)).toEqual([]);
  });
});
