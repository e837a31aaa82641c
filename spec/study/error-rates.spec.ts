import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ErrorRates, simulatedClaims } from '../../scripts/write-error-rates.ts';

const { claims } = JSON.parse(readFileSync('fixtures/studies/error-rates.json', 'utf8')) as {
  readonly claims: readonly ErrorRates[];
};
/** 5 %, and four standard deviations of a fraction of 2,000 samples. */
const oneInTwenty = 0.07;

describe('a verdict about a claim, on new seeds', () => {
  it('is simulated for every claim that statistics decide', () => {
    expect(claims.map(({ claim }) => claim)).toEqual(simulatedClaims.map(({ claim }) => claim));
  });

  it.each(claims)('$claim: rarely refuses what was measured, and accepts it in most studies', ({ asMeasured }) => {
    expect(asMeasured.fails).toBeLessThan(0.01);
    expect(asMeasured.holds).toBeGreaterThan(0.75);
  });

  it.each(claims)(
    '$claim: accepts what is just false in at most one of 20 studies, and can refuse it',
    ({ ifFalse }) => {
      expect(ifFalse.holds).toBeLessThan(oneInTwenty);
      expect(ifFalse.fails).toBeGreaterThan(0.02);
    },
  );
});
