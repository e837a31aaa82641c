import { beforeAll, describe, expect, it } from 'vitest';
import { digitClaims } from '../../properties/claims/digits.ts';
import { restIsTheRateNetworks, staysWithSynapse } from '../../properties/claims/digits-floor.ts';
import { zigZag, zigZagAmplitudes } from '../../properties/claims/digits-spread.ts';
import type { Experiment, StatisticalClaim } from '../../properties/claims/experiment.ts';
import { experimentMutants } from '../../properties/mutants/experiments.ts';
import { mean } from '../../src/study/statistics/statistics.ts';
import { digitsExperiment } from './digits.ts';

/** Three seeds, the same in every run. claims.full.ts takes as many fresh seeds as each claim needs. */
const seeds = [0, 1, 2];

/** F4 and F5 are decided by an interval, which is too wide for three seeds. */
const byInterval = [restIsTheRateNetworks, staysWithSynapse];
const seedsOf = (claim: StatisticalClaim) => (byInterval.includes(claim) ? [...seeds, 3, 4, 5] : seeds);

/** Limit for one test. Trained networks are shared, so the first tests take longest. */
const timeout = 180_000;

let experiment: Experiment;
beforeAll(async () => {
  experiment = await digitsExperiment();
}, timeout);

describe('a miniature network on real digits', { timeout }, () => {
  for (const claim of digitClaims) {
    it(`${claim.subject}: ${claim.statement}`, async () => {
      const { holds, expected, got } = await claim.judge(experiment, seedsOf(claim));
      expect(holds, `expected ${expected}, got ${JSON.stringify(got)}`).toBe(true);
    });
  }

  it('C6: can mislead with a single seed: its accuracy rises at some amplitudes while the mean drops', async () => {
    const curves = await Promise.all(seeds.map((seed) => zigZag(experiment, seed)));
    const means = zigZagAmplitudes.map((_, point) => mean(curves.map((curve) => curve[point] as number)));
    expect(means.at(-1)).toBeLessThan(means[0] as number);
    const rises = curves.map((curve) => curve.filter((accuracy, point) => accuracy > (curve[point - 1] ?? 1)).length);
    expect(Math.min(...rises)).toBeGreaterThan(0);
  });
});

describe('a mutant of the experiment with digits breaks a claim', { timeout }, () => {
  for (const { name, breaks, make } of experimentMutants) {
    it(`${name}, which breaks ${breaks}`, async () => {
      const claim = digitClaims.find(({ id }) => id === breaks) as StatisticalClaim;
      expect((await claim.judge(make(experiment), seedsOf(claim))).holds).toBe(false);
    });
  }

  it('and every claim is broken by at least one mutant', () => {
    const broken = experimentMutants.map(({ breaks }) => breaks);
    expect(digitClaims.map(({ id }) => id).filter((id) => !broken.includes(id))).toEqual([]);
  });
});
