import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelLaws } from '../../properties/network/channel.ts';
import { buildChannel, type Channel, channelNeurons, transmit } from '../../src/models/channel.ts';
import { buildEnsemble } from '../../src/simulator/neuron/ensemble.ts';
import { mean, standardDeviation } from '../../src/study/statistics/statistics.ts';
import { describeSlow } from '../slow.ts';
import { build, inputs, output, rms } from './built-channel.ts';

const channels = ['0', '1'].map((seed) => build(seed, 1));

describe('C10: a communication channel, input → layer 1 → layer 2 → output, with 100 LIF neurons per layer', () => {
  it('reproduces its input', () => {
    expect(transmit(build('0', 1), [1, 1], 0.5)).toBe(0.49788044766825207);
  });

  it('has an rms error of less than 0.015, and more than 0.2 (layer 1 doubled), 0.5 (layer 2) and 1 (both)', () => {
    const error = (channel: Channel, amplitudes: readonly [number, number]) =>
      rms(inputs.map((x) => transmit(channel, amplitudes, x) - x));
    for (const channel of channels) {
      expect(error(channel, [1, 1])).toBeLessThan(0.015);
      expect(error(channel, [2, 1])).toBeGreaterThan(0.2);
      expect(error(channel, [1, 2])).toBeGreaterThan(0.5);
      expect(error(channel, [2, 2])).toBeGreaterThan(1);
    }
  });

  it.each([0.01, 0.3, 50])(
    'has the same output, up to rounding, if its decoders are solved for amplitude %d',
    (amplitude) => {
      const before = output(channels[0] as Channel, [1, 1]);
      const after = output(build('0', amplitude), [amplitude, amplitude]);
      for (const [index, y] of after.entries())
        expect(Math.abs(y - (before[index] as number))).toBeLessThanOrEqual(solverTolerance);
    },
  );

  for (const law of channelLaws) {
    it(`${law.clause}: ${law.statement}`, () =>
      fc.assert(law.property({ buildChannel: build, transmit }), { numRuns: 4 }));
  }

  it('draws each layer from separate streams', () => {
    const [one, two] = (channels[0] as Channel).layers;
    expect(one.ensemble).toEqual(buildEnsemble('0/layer1', channelNeurons));
    expect(two.ensemble).toEqual(buildEnsemble('0/layer2', channelNeurons));
    expect(new Set(one.ensemble.encoders)).toEqual(new Set([-1, 1]));
  });

  it.each([0, -1, Number.NaN])('refuses an amplitude of %d', (amplitude) => {
    expect(() => buildChannel('0', amplitude)).toThrow(
      new RangeError(`amplitude must be a finite number above 0, but is ${amplitude}`),
    );
  });
});

/**
 * Rounding of the solver: roundoff 1.1e-16 times the condition of AᵀA + nσ²I, at most trace/(nσ²) + 1 ≤ 100 neurons ·
 * max A²/(0.01 · max A²) + 1 ≈ 1e4, times 100 operations per entry, through two layers of slope 1.
 */
const solverTolerance = 2 * 1.1e-16 * 1e4 * 100;

describeSlow('ten channels', () => {
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
});
