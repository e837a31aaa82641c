import { describe, expect, it } from 'vitest';
import { digitClaims } from '../../properties/claims/digits.ts';
import { seedsDiffer } from '../../properties/claims/digits-spread.ts';
import { randomStream, shuffledOrder } from '../../src/base/random.ts';
import { digitsExperiment } from './digits.ts';

/**
 * Seeds from which no number in a claim was derived. The false-alarm probabilities of the claims add up to about 1e-3,
 * so with random seeds, about one run of this file in 100 would fail.
 */
const samples = 8;
const firstFreshSeed = 10_000;

describe('the claims about digits, on new seeds', () => {
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

  it('refute C9 for less than one in 1,000 samples of 58 new seeds', {
    timeout: 900_000,
  }, async () => {
    const experiment = await digitsExperiment();
    const stream = randomStream('samples of fresh seeds');
    const all = Array.from({ length: 58 }, (_, seed) => 20_000 + seed);
    let refused = 0;
    for (let sample = 0; sample < 10_000; sample++) {
      const drawn = Array.from(shuffledOrder(all.length, stream), (index) => all[index] as number);
      const { holds } = await seedsDiffer.judge(experiment, drawn.slice(0, seedsDiffer.seeds));
      if (!holds) refused++;
    }
    expect(refused).toBeLessThan(10);
  });

  it.each(digitClaims)('$claim is wrongly refuted in less than one of 1,000 samples', ({ falseAlarm }) => {
    expect(falseAlarm.probability).toBeLessThanOrEqual(1e-3);
  });
});
