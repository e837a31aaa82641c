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
const member: MemberCost = {
  startSeconds: 1,
  secondsPerTrainingImage: 0.001,
  secondsPerImage: 0.01,
  memoryMegabytes: 150,
};

describe('the cost of a study', () => {
  it('has a network for every amplitude and seed if they are retrained, and an evaluation for each floor', () => {
    expect(estimateCost(study, member)).toMatchObject({ networks: 6, evaluations: 12 });
  });

  it('has a network per seed if the weights are fixed', () => {
    expect(estimateCost({ ...study, modes: ['fixed'] }, member)).toMatchObject({ networks: 2, evaluations: 12 });
  });

  it('counts the networks of amplitude 0.01 once if both modes share them, which they do without rescaling', () => {
    const both: PlannedStudy = { ...study, modes: ['retrained', 'fixed'] };
    expect(estimateCost(both, member)).toMatchObject({ networks: 6, evaluations: 24 });
    expect(estimateCost({ ...both, rescaled: true }, member).networks).toBe(8);
    expect(estimateCost({ ...both, amplitudes: [0.02, 0.5] }, member).networks).toBe(6);
  });

  it('trains no networks if the weights exist', () => {
    expect(estimateCost({ ...study, training: null }, member)).toMatchObject({ networks: 0, trainingCoreHours: 0 });
  });

  it('multiplies the start of a job and its images', () => {
    const cost = estimateCost(study, member);
    expect(cost.trainingCoreHours).toBeCloseTo((6 * (1 + 4 * 5000 * 0.001)) / 3600, 12);
    expect(cost.evaluationCoreHours).toBeCloseTo((12 * (1 + 600 * 0.01)) / 3600, 12);
    expect(cost.coreHours).toBe(cost.trainingCoreHours + cost.evaluationCoreHours);
    expect(cost.memoryMegabytes).toBe(150);
    // a miniature has about 7,000 float32 numbers, and a result about 2,400 bytes of classes
    expect(cost.diskMegabytes).toBeGreaterThan((6 * 20_000 + 12 * 2_400) / 1e6);
    expect(cost.diskMegabytes).toBeLessThan(1);
  });
});
