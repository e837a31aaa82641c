import { describe, expect, it } from 'vitest';
import { estimateCost, estimateDuration, estimateGrowth } from '../../src/study/cost.ts';
import { countJobs, type JobStudy } from '../../src/study/jobs.ts';
import { madeUpMeasurement, madeUpStudy } from './made-up-cost.ts';

describe('the jobs of a study', () => {
  it('are a network for every amplitude and seed if it is retrained, and an evaluation for every floor too', () => {
    expect(countJobs(madeUpStudy)).toEqual({ train: 6, evaluate: 12, summarize: 1, draw: 1 });
  });

  it('are a network a seed if the weights are fixed', () => {
    expect(countJobs({ ...madeUpStudy, modes: ['fixed'] })).toMatchObject({ train: 2, evaluate: 12 });
  });

  it('share the networks that both need, which are those of amplitude 0.01, unless they are rescaled', () => {
    const both: JobStudy = { ...madeUpStudy, modes: ['retrained', 'fixed'] };
    expect(countJobs(both)).toMatchObject({ train: 6, evaluate: 24, summarize: 2 });
    expect(countJobs({ ...both, rescaled: true }).train).toBe(8);
    expect(countJobs({ ...both, amplitudes: [0.02, 0.5] }).train).toBe(6);
  });

  it('train nothing if the weights are there', () => {
    expect(countJobs({ ...madeUpStudy, modes: ['fixed'], training: null }).train).toBe(0);
  });
});

describe('the cost of a study', () => {
  const cost = estimateCost(madeUpStudy, madeUpMeasurement);
  const [train, evaluate] = cost.kinds;

  it('is a start and the images shown, at the speed that was measured', () => {
    expect(train?.secondsEach).toBe(1 + (4 * 5000) / 1000); // 4 epochs of 5,000 images, 1,000 a second
  });

  it('counts every amplitude as the dearest that was measured, each floor by itself', () => {
    const floored = 0.5 + 600 * (1 / 600 + 1 / 100);
    const free = 0.5 + 600 * (1 / 600 + 1 / 300);
    expect(evaluate?.secondsEach).toBeCloseTo((floored + free) / 2, 12);
  });

  it('adds up over the jobs', () => {
    expect(train?.coreHours).toBeCloseTo((6 * 21) / 3600, 12);
    expect(cost.jobs).toBe(20);
    expect(cost.coreHours).toBeCloseTo(
      cost.kinds.reduce((sum, { coreHours }) => sum + coreHours, 0),
      12,
    );
    expect(cost.memoryMegabytes).toBe(150);
  });

  it('is told apart from time: with more cores it takes less, but never less than one job of each kind', () => {
    expect(estimateDuration(cost, 1).hours).toBeCloseTo(cost.coreHours, 12);
    const chain = cost.kinds.reduce((sum, { secondsEach }) => sum + secondsEach, 0) / 3600;
    expect(estimateDuration(cost, 12).hours).toBeCloseTo(chain, 12);
    expect(estimateDuration(cost, 1000).hours).toBeCloseTo(chain, 12);
    expect(estimateDuration(cost, 4).hours).toBeGreaterThan(chain);
  });

  it('doubles with amplitudes and seeds, nearly with epochs, and hardly grows with test images', () => {
    const factors = Object.fromEntries(
      estimateGrowth(madeUpStudy, madeUpMeasurement).map(({ twice, factor }) => [twice, factor]),
    );
    expect(factors.amplitudes).toBeGreaterThan(1.99);
    expect(factors.seeds).toBe(factors.amplitudes);
    expect(factors.epochs).toBeGreaterThan(1.5);
    expect(factors['training images']).toBe(factors.epochs);
    expect(factors['test images']).toBeGreaterThan(1);
    expect(factors['test images']).toBeLessThan(1.5);
  });

  it('does not grow with epochs if nothing is trained', () => {
    const study: JobStudy = { ...madeUpStudy, modes: ['fixed'], training: null };
    const growth = estimateGrowth(study, { ...madeUpMeasurement, training: null });
    expect(growth.find(({ twice }) => twice === 'epochs')?.factor).toBe(1);
  });

  it('is not guessed: what was not measured is refused', () => {
    expect(() => estimateCost(madeUpStudy, { ...madeUpMeasurement, training: null })).toThrow(
      'no training was measured',
    );
    expect(() => estimateCost({ ...madeUpStudy, minVoltages: [-1] }, madeUpMeasurement)).toThrow(
      'nothing was measured with floor -1',
    );
  });
});
