import { mean } from '../../src/study/statistics/statistics.ts';
import type { StatisticalClaim, Trial } from './experiment.ts';
import { differences, images, large, small } from './paired-trials.ts';

/** Largest p of the sign test at which an accuracy drop counts. */
const significance = 1e-6;

/** Whether accuracy with a floor drops by more than `points` between the amplitudes, beyond chance. */
function dropsBy(points: number, training: Trial['training']): StatisticalClaim['judge'] {
  return async (experiment, seeds) => {
    const trial = { training, neurons: 'floor' } as const;
    const drop = await differences(experiment, seeds, { ...trial, amplitude: small }, { ...trial, amplitude: large });
    return {
      holds: mean(drop.points) > points && drop.p < significance,
      expected: `a mean accuracy drop above ${points} points that the choice of images does not explain`,
      got: { ...drop },
    };
  };
}

/** C5: without retraining, a larger amplitude lowers accuracy. */
export const accuracyDropsWithFixedWeights: StatisticalClaim = {
  id: 'digits/falls-with-fixed-weights',
  subject: 'C5',
  statement: 'loses more than 10 points of accuracy from amplitude 0.01 to 0.5 with fixed weights and a floor',
  seeds: 5,
  images,
  falseAlarm: {
    probability: 1e-5,
    derivation: 'drops of 58 seeds: 31.6 ± 8.7 points; Student t = 5.4 for a mean of 5 new seeds above 10',
  },
  judge: dropsBy(10, 'fixed'),
};

/** C11: retraining with the same recipe does not prevent the drop. */
export const accuracyDropsThoughRetrained: StatisticalClaim = {
  id: 'digits/falls-though-retrained',
  subject: 'C11',
  statement:
    'loses more than 15 points from amplitude 0.01 to 0.5 when retrained from the same seed with the same recipe',
  seeds: 3,
  images,
  falseAlarm: {
    probability: 1e-6,
    derivation: 'drops of 58 seeds: 46.2 ± 7.1 points; Student t = 7.5 for a mean of 3 new seeds above 15',
  },
  judge: dropsBy(15, 'plain'),
};

/** F3: rescaled training avoids the drop. */
export const standsIfRescaled: StatisticalClaim = {
  id: 'digits/stands-if-rescaled',
  subject: 'F3',
  statement: 'stays within 5 points from amplitude 0.01 to 0.5 when retrained with rescaled training',
  seeds: 3,
  images,
  falseAlarm: {
    probability: 1e-5,
    derivation: 'changes of 58 seeds: 0.0 ± 1.7 points; Student t = 5.0 for a mean of 3 new seeds within 5',
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

/** F2: the voltage floor causes the drop. */
export const followsItsRatesWithoutFloor: StatisticalClaim = {
  id: 'digits/follows-its-rates-without-floor',
  subject: 'F2',
  statement:
    'stays within 6 points of its rate network at amplitude 0.5 without a floor, and is more than 10 below it with one',
  seeds: 5,
  images,
  falseAlarm: {
    probability: 3e-4,
    derivation:
      '58 seeds lose 1.7 ± 1.9 points without a floor, 24.8 ± 8.5 with one; Student t = 4.7 and 3.7 for 5 new seeds',
  },
  judge: async (experiment, seeds) => {
    const trial = { training: 'fixed', amplitude: large } as const;
    const rates = { ...trial, neurons: 'rates' } as const;
    const loss = (neurons: Trial['neurons']) => differences(experiment, seeds, rates, { ...trial, neurons });
    const [without, withFloor] = [await loss('no floor'), await loss('floor')];
    return {
      holds: Math.abs(mean(without.points)) < 6 && mean(withFloor.points) > 10,
      expected: 'less than 6 points lost without a floor, more than 10 with one',
      got: { without, withFloor },
    };
  },
};

/** Judges whether other neurons lose less than half of what neurons with a floor lose. */
const losesLessThanHalf =
  (neurons: Trial['neurons']): StatisticalClaim['judge'] =>
  async (experiment, seeds) => {
    const trial = { training: 'fixed', amplitude: large } as const;
    const base = { ...trial, amplitude: small } as const;
    const drop = (neurons: Trial['neurons']) =>
      differences(experiment, seeds, { ...base, neurons }, { ...trial, neurons });
    const [own, withFloor] = [await drop(neurons), await drop('floor')];
    return {
      holds: mean(own.points) < mean(withFloor.points) / 2,
      expected: `less than half of the drop with a floor alone, with ${neurons}`,
      got: { own, withFloor },
    };
  };

/** F4: without a floor, spikes lose no more accuracy than the rate network does. */
export const restIsTheRateNetworks: StatisticalClaim = {
  id: 'digits/rest-is-the-rate-networks',
  subject: 'F4',
  statement: 'loses less than half as much from amplitude 0.01 to 0.5 without a floor as with one',
  seeds: 5,
  images,
  falseAlarm: {
    probability: 2e-4,
    derivation:
      '58 seeds lose 8.6 ± 3.0 points without a floor; half the loss with one minus that is 7.2 ± 4.0; Student t = 3.9',
  },
  judge: losesLessThanHalf('no floor'),
};

/** F5: the floor discards inhibition only if spikes arrive unfiltered. */
export const staysWithSynapse: StatisticalClaim = {
  id: 'digits/stays-with-synapse',
  subject: 'F5',
  statement:
    'loses less than half as much from amplitude 0.01 to 0.5 if synapses of 5 ms smooth the spikes between layers',
  seeds: 5,
  images,
  falseAlarm: {
    probability: 5e-5,
    derivation:
      '58 seeds lose 6.8 ± 2.9 points with synapses; half the loss without them minus that is 8.1 ± 4.1; Student t = 4.2',
  },
  judge: losesLessThanHalf('floor and synapse'),
};
