import { describe, expect, it } from 'vitest';
import { type Channel, transmit } from '../../src/study/channel.ts';
import { mean, standardDeviation } from '../../src/study/statistics/statistics.ts';
import { build, output, rms } from './built-channel.ts';

const channels = Array.from({ length: 10 }, (_, seed) => build(String(seed), 1));

describe('C10: ten communication channels', () => {
  it.each([
    ['1.54', 'layer 1 is doubled, because layer 2 saturates', [2, 1], '0.01'],
    ['3.09', 'both layers are doubled', [2, 2], '0.03'],
  ] as const)('have on average %s times the output if the amplitude of %s', (times, _, amplitudes, halfWidth) => {
    const { mean, interval } = overSeeds((channel) => gain(channel, amplitudes));
    expect([mean.toFixed(2), interval.toFixed(2)]).toEqual([times, halfWidth]);
  });

  it.each([
    [1, '1.25', '2.50'],
    [0.5, '1.96', '3.93'],
    [0.1, '2.02', '4.04'],
  ])(
    'have at input %d on average %s times the output if layer 1 is doubled, and %s times if both are',
    (x, layerOne, both) => {
      const ratio = (amplitudes: readonly [number, number]) =>
        overSeeds((channel) => transmit(channel, amplitudes, x) / transmit(channel, [1, 1], x)).mean;
      expect([ratio([2, 1]).toFixed(2), ratio([2, 2]).toFixed(2)]).toEqual([layerOne, both]);
    },
  );
});

/** The output divided by that at amplitude 1, rms over inputs −1 … 1. */
function gain(channel: Channel, amplitudes: readonly [number, number]): number {
  return rms(output(channel, amplitudes)) / rms(output(channel, [1, 1]));
}

/** Mean over the ten seeds, with the half-width of its 99 % interval (Student's t for 9 degrees of freedom: 3.25). */
function overSeeds(measure: (channel: Channel) => number): { mean: number; interval: number } {
  const values = channels.map(measure);
  return { mean: mean(values), interval: (3.25 * standardDeviation(values)) / Math.sqrt(values.length) };
}
