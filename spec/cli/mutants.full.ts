import { describe, expect, it } from 'vitest';
import { loadSuite } from '../../src/cli/suite.ts';
import { expectNamed } from './mutants.ts';

const { laws, vectors, mutants: known } = loadSuite();
const claimOf = new Map(
  [...laws, ...vectors.map(({ id, claim, clause }) => ({ id, subject: claim ?? clause ?? '' }))].map((one) => [
    one.id,
    one.subject,
  ]),
);

describe('every wrong implementation behind a pipe', () => {
  for (const { name, difference, fails } of known) {
    it(`${name} (${difference}) exits with 1 and is reported under a claim that it breaks`, {
      timeout: 300_000,
    }, () => {
      expectNamed(
        name,
        fails.map((id) => claimOf.get(id) ?? ''),
        '--runs', // vectors kill nearly all, so few inputs of laws are enough
        '3',
      );
    });
  }

  it('is listed in the kill matrix', () => {
    expect(known.filter(({ fails }) => fails.length === 0)).toEqual([]);
  });
});
