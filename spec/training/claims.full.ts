import { describe, expect, it } from 'vitest';
import { digitClaims } from '../../properties/claims/digits.ts';
import { seedsDiffer } from '../../properties/claims/digits-spread.ts';
import { randomStream, shuffledOrder } from '../../src/base/random.ts';
import { digitsExperiment } from './digits.ts';

/**
 * Samples of seeds that no number in a claim was derived from. The probabilities of the claims add up to about 1e-3:
 * with other seeds, one of them would fail in one of 8 samples once in 100 runs of the whole file.
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

  it('is refused of C9 in less than one of 1,000 samples that are drawn from 58 fresh seeds', {
    timeout: 900_000,
  }, async () => {
    const experiment = await digitsExperiment();
    const stream = randomStream('samples of fresh seeds');
    const all = Array.from({ length: 58 }, (_, seed) => 20_000 + seed);
    let refused = 0;
    for (let sample = 0; sample < 10_000; sample++) {
      const drawn = Array.from(shuffledOrder(all.length, stream), (place) => all[place] as number);
      const { holds } = await seedsDiffer.judge(experiment, drawn.slice(0, seedsDiffer.seeds));
      if (!holds) refused++;
    }
    expect(refused).toBeLessThan(10);
  });

  it.each(digitClaims)('$claim refuses what is true less than once in a thousand times', ({ falseAlarm }) => {
    expect(falseAlarm.probability).toBeLessThanOrEqual(1e-3);
  });
});
