import { mean } from '../../src/study/statistics/statistics.ts';
import type { StatisticalClaim, Trial } from './experiment.ts';
import { differences, images, large, small } from './paired-trials.ts';

/** Whether accuracy with a floor falls by more than so many points between the amplitudes, and not by chance of the images. */
function fallsBy(points: number, training: Trial['training']): StatisticalClaim['judge'] {
  return async (experiment, seeds) => {
    const trial = { training, neurons: 'floor' } as const;
    const falls = await differences(experiment, seeds, { ...trial, amplitude: small }, { ...trial, amplitude: large });
    return {
      holds: mean(falls.points) > points && falls.p < 1e-6,
      expected: `a mean fall above ${points} points that is no chance of the images`,
      got: { ...falls },
    };
  };
}

/** Without retraining, a larger amplitude lowers accuracy. */
export const fallsWithFixedWeights: StatisticalClaim = {
  id: 'digits/falls-with-fixed-weights',
  claim: 'C5',
  statement: 'loses more than 10 points of accuracy from amplitude .01 to .5 with fixed weights and a floor',
  seeds: 5,
  images,
  falseAlarm: {
    probability: 1e-5,
    derivation: 'falls of 58 seeds: 31.6 ± 8.7 points; Student t = 5.4 for the mean of 5 fresh ones above 10',
  },
  judge: fallsBy(10, 'fixed'),
};

/** Retrained with the same recipe it falls as well. */
export const fallsThoughRetrained: StatisticalClaim = {
  id: 'digits/falls-though-retrained',
  claim: 'C11',
  statement:
    'loses more than 15 points from amplitude .01 to .5 though retrained from the same seed with the same recipe',
  seeds: 3,
  images,
  falseAlarm: {
    probability: 1e-6,
    derivation: 'falls of 58 seeds: 46.2 ± 7.1 points; Student t = 7.5 for the mean of 3 fresh ones above 15',
  },
  judge: fallsBy(15, 'plain'),
};

/** Rescaled, it does not fall. */
export const standsIfRescaled: StatisticalClaim = {
  id: 'digits/stands-if-rescaled',
  claim: 'F3',
  statement:
    'stays within 5 points from amplitude .01 to .5 when retrained with start, learning rate and ε in its units',
  seeds: 3,
  images,
  falseAlarm: {
    probability: 1e-5,
    derivation: 'changes of 58 seeds: 0.0 ± 1.7 points; Student t = 5.0 for the mean of 3 fresh ones within 5',
  },
  judge: async (experiment, seeds) => {
    const trial = { training: 'rescaled', neurons: 'floor' } as const;
    const changes = await differences(
      experiment,
      seeds,
      { ...trial, amplitude: small },
      { ...trial, amplitude: large },
    );
    return { holds: Math.abs(mean(changes.points)) < 5, expected: 'a mean change below 5 points', got: { ...changes } };
  },
};

/** The floor makes the fall. */
export const followsItsRatesWithoutFloor: StatisticalClaim = {
  id: 'digits/follows-its-rates-without-floor',
  claim: 'F2',
  statement:
    'stays within 6 points of its rate network at amplitude .5 without a floor, and more than 10 below it with one',
  seeds: 5,
  images,
  falseAlarm: {
    probability: 3e-4,
    derivation:
      '58 seeds lose 1.7 ± 1.9 points without floor, 24.8 ± 8.5 with; Student t = 4.7 and 3.7 for 5 fresh ones',
  },
  judge: async (experiment, seeds) => {
    const trial = { training: 'fixed', amplitude: large } as const;
    const rates = { ...trial, neurons: 'rates' } as const;
    const without = await differences(experiment, seeds, rates, { ...trial, neurons: 'no floor' });
    const withFloor = await differences(experiment, seeds, rates, { ...trial, neurons: 'floor' });
    return {
      holds: Math.abs(mean(without.points)) < 6 && mean(withFloor.points) > 10,
      expected: 'less than 6 points lost without floor, more than 10 with it',
      got: { without, withFloor },
    };
  },
};

/** What is lost without floor is lost by the rate network too. */
export const restIsTheRateNetworks: StatisticalClaim = {
  id: 'digits/rest-is-the-rate-networks',
  claim: 'F4',
  statement: 'loses less than half as much from amplitude .01 to .5 without a floor as with one',
  seeds: 5,
  images,
  falseAlarm: {
    probability: 2e-4,
    derivation:
      '58 seeds lose 8.6 ± 3.0 points without floor, half the fall with it less that is 7.2 ± 4.0; Student t = 3.9 for 5 fresh ones',
  },
  judge: async (experiment, seeds) => {
    const trial = { training: 'fixed', amplitude: large } as const;
    const base = { ...trial, amplitude: small } as const;
    const without = await differences(
      experiment,
      seeds,
      { ...base, neurons: 'no floor' },
      { ...trial, neurons: 'no floor' },
    );
    const withFloor = await differences(
      experiment,
      seeds,
      { ...base, neurons: 'floor' },
      { ...trial, neurons: 'floor' },
    );
    return {
      holds: mean(without.points) < mean(withFloor.points) / 2,
      expected: 'a smaller half of the fall left without floor',
      got: { without, withFloor },
    };
  },
};
