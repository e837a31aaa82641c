import { beforeAll, describe, expect, it } from 'vitest';
import { digitClaims } from '../../properties/claims/digits.ts';
import { zigZag, zigZagAmplitudes } from '../../properties/claims/digits-spread.ts';
import type { Experiment, StatisticalClaim } from '../../properties/claims/experiment.ts';
import { signTest } from '../../properties/claims/hypothesis-tests.ts';
import { experimentMutants } from '../../properties/mutants/experiments.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { digitsExperiment } from './digits.ts';

/**
 * Five seeds at most. They are the same in every run, and with them C9, which needs 25 seeds to hold for any choice of
 * seeds, has p = 3e-17. claims.full.ts takes as many fresh seeds as each claim needs.
 */
const seedsOf = ({ seeds }: StatisticalClaim) => Array.from({ length: Math.min(seeds, 5) }, (_, seed) => seed);

/** Limit for one test. Trained networks are shared, so the first tests take longest. */
const timeout = 180_000;

let experiment: Experiment;
beforeAll(async () => {
  experiment = await digitsExperiment();
}, timeout);

describe('a miniature network on real digits', { timeout }, () => {
  for (const claim of digitClaims) {
    it(`${claim.claim}: ${claim.statement}`, async () => {
      const { holds, expected, got } = await claim.judge(experiment, seedsOf(claim));
      expect(holds, `expected ${expected}, got ${JSON.stringify(got)}`).toBe(true);
    });
  }

  it('C6: can mislead with a single seed: its accuracy rises at some amplitudes while the mean drops', async () => {
    const curves = await Promise.all([0, 1, 2, 3, 4].map((seed) => zigZag(experiment, seed)));
    const means = zigZagAmplitudes.map((_, point) => mean(curves.map((curve) => curve[point] as number)));
    expect(means.at(-1)).toBeLessThan(means[0] as number);
    const rises = curves.map((curve) => curve.filter((accuracy, point) => accuracy > (curve[point - 1] ?? 1)).length);
    expect(Math.min(...rises)).toBeGreaterThan(0);
  });

  it('C9: ranks seeds differently: 11 leads 6 by 23 images of 300 at 0.05, and trails by 25 at 0.5', async () => {
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
});

describe('a mutant of the experiment with digits is detected', { timeout }, () => {
  for (const { name, breaks, make } of experimentMutants) {
    it(`${name}: ${breaks}`, async () => {
      const claim = digitClaims.find(({ id }) => id === breaks) as StatisticalClaim;
      expect((await claim.judge(make(experiment), seedsOf(claim))).holds).toBe(false);
    });
  }

  it('by every claim, at least one', () => {
    const broken = experimentMutants.map(({ breaks }) => breaks);
    expect(digitClaims.map(({ id }) => id).filter((id) => !broken.includes(id))).toEqual([]);
  });
});
