import { describe, expect, it } from 'vitest';
import { digitClaims } from '../../properties/claims/digits.ts';
import { digitsExperiment } from './digits.ts';

/**
 * Samples of seeds that no number in a claim was derived from. The probabilities of the claims add up to less than 1e-3,
 * so that one of them fails in one of 8 samples once in more than 100 runs of the whole file with other seeds.
 */
const samples = 8;
const firstFreshSeed = 10_000;

describe('what is claimed of digits, on fresh seeds', () => {
  for (let sample = 0; sample < samples; sample++) {
    it(`holds for seeds from ${firstFreshSeed + 100 * sample}`, { timeout: 900_000 }, async () => {
      const experiment = await digitsExperiment();
      for (const { id, seeds, judge } of digitClaims) {
        const fresh = Array.from({ length: seeds }, (_, seed) => firstFreshSeed + 100 * sample + seed);
        const { holds, expected, got } = await judge(experiment, fresh);
        expect(holds, `${id}: expected ${expected}, got ${JSON.stringify(got)}`).toBe(true);
      }
    });
  }

  it('is refused by chance less than once in a thousand times', () => {
    const sum = digitClaims.reduce((total, { falseAlarm }) => total + falseAlarm.probability, 0);
    expect(sum).toBeLessThan(1.1e-3);
    for (const { falseAlarm } of digitClaims) expect(falseAlarm.probability).toBeLessThanOrEqual(1e-3);
  });
});
