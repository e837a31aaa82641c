import { describe, expect, it } from 'vitest';
import { estimateCost, type MemberCost, type PlannedStudy } from '../../src/study/cost.ts';

const study: PlannedStudy = {
  modes: ['retrained'],
  network: 'miniature',
  amplitudes: [0.01, 0.1, 0.5],
  seeds: [0, 1],
  minVoltages: [0, null],
  rescaled: false,
  training: { epochs: 4, trainImages: 5000, batchSize: 50 },
  images: 600,
};
const both: PlannedStudy['modes'] = ['retrained', 'fixed'];
const member: MemberCost = {
  startSeconds: 1,
  secondsPerTrainingImage: 0.001,
  secondsPerImage: 0.01,
  memoryMegabytes: 150,
};

describe('the cost of a study', () => {
  it.each<[string, Partial<PlannedStudy>, number, number]>([
    ['a network for every amplitude and seed if they are retrained, and an evaluation for each floor', {}, 6, 12],
    ['a network per seed if the weights are fixed', { modes: ['fixed'] }, 2, 12],
    ['the networks of amplitude 0.01 once if both modes use them', { modes: both }, 6, 24],
    ['other networks for each mode if they are rescaled', { modes: both, rescaled: true }, 8, 24],
    ['other networks for each mode if 0.01 is not among the amplitudes', { modes: both, amplitudes: [0.5] }, 4, 8],
    ['no networks to train if the weights exist', { training: null }, 0, 12],
  ])('has %s', (_, change, networks, evaluations) => {
    expect(estimateCost({ ...study, ...change }, member)).toMatchObject({ networks, evaluations });
  });

  it('multiplies the start of a job and its images', () => {
    const cost = estimateCost(study, member);
    expect(cost.trainingCoreHours).toBeCloseTo((6 * (1 + 4 * 5000 * 0.001)) / 3600, 12);
    expect(cost.evaluationCoreHours).toBeCloseTo((12 * (1 + 600 * 0.01)) / 3600, 12);
    expect(cost.coreHours).toBe(cost.trainingCoreHours + cost.evaluationCoreHours);
    // a miniature has about 7,000 float32 numbers, and a result about 2,400 bytes of classes
    expect(cost.diskMegabytes).toBeGreaterThan((6 * 20_000 + 12 * 2_400) / 1e6);
    expect(cost.diskMegabytes).toBeLessThan(1);
  });
});
