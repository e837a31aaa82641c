import { describe, expect, it } from 'vitest';
import { digitClaims } from '../../properties/claims/digits.ts';
import { seedsDiffer } from '../../properties/claims/digits-spread.ts';
import { signTest } from '../../properties/claims/hypothesis-tests.ts';
import { randomStream, shuffledOrder } from '../../src/base/random.ts';
import { sampleOf } from '../thoroughness.ts';
import { digitsExperiment } from './digits.ts';

/**
 * Seeds from which no number in a claim was derived. The false-alarm probabilities of the claims add up to about 1e-3,
 * so with random seeds, about one run of this file in 100 would fail.
 */
const samples = sampleOf([...Array(8).keys()], 4);
const firstFreshSeed = 10_000;

describe('the claims about digits, on new seeds', () => {
  for (const sample of samples) {
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

  it('rank seeds differently: 11 leads 6 by 23 images of 300 at 0.05, and trails by 25 at 0.5', async () => {
    const experiment = await digitsExperiment();
    const compare = async (amplitude: number) => {
      const [a, b] = (await Promise.all(
        [11, 6].map((seed) => experiment.run({ seed, training: 'fixed', amplitude, neurons: 'floor' }, 300)),
      )) as [Uint8Array, Uint8Array];
      const wins = a.filter((correct, image) => correct > (b[image] as number)).length;
      return { wins, losses: a.filter((correct, image) => correct < (b[image] as number)).length };
    };
    const [few, many] = [await compare(0.05), await compare(0.5)];
    expect([few.wins - few.losses, many.wins - many.losses]).toEqual([23, -25]);

    // The clearest of 78 pairs. The choice of images explains neither difference.
    expect(signTest(few.wins, few.wins + few.losses)).toBeLessThan(0.01);
    expect(signTest(many.losses, many.wins + many.losses)).toBeLessThan(0.01);
  });

  it.each(digitClaims)('$claim is wrongly refuted in less than one of 1,000 samples', ({ falseAlarm }) => {
    expect(falseAlarm.probability).toBeLessThanOrEqual(1e-3);
  });
});
