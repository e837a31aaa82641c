import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelLaws } from '../../properties/network/channel.ts';
import { buildChannel, type Channel, channelNeurons, transmit } from '../../src/models/channel.ts';
import { buildEnsemble } from '../../src/simulator/neuron/ensemble.ts';
import { mean, standardDeviation } from '../../src/study/statistics/statistics.ts';
import { once } from '../once.ts';
import { describeSlow } from '../slow.ts';

/** Builds a channel once per seed and amplitude: solving the decoders takes nearly all the time. */
const build: typeof buildChannel = once(buildChannel);

describe('C10: a communication channel, input → layer 1 → layer 2 → output, with 100 LIF neurons per layer', () => {
  it('reproduces its input', () => {
    expect(transmit(build('0', 1), [1, 1], 0.5)).toBe(0.49788044766825207);
  });

  for (const law of channelLaws) {
    it(`${law.clause}: ${law.statement}`, () =>
      fc.assert(law.property({ buildChannel: build, transmit }), { numRuns: 4 }));
  }

  it('draws each layer from separate streams', () => {
    const [one, two] = build('0', 1).layers;
    expect(one.ensemble).toEqual(buildEnsemble('0/layer1', channelNeurons));
    expect(two.ensemble).toEqual(buildEnsemble('0/layer2', channelNeurons));
    expect(new Set(one.ensemble.encoders)).toEqual(new Set([-1, 1]));
  });

  it('refuses an amplitude of 0', () => {
    const message = 'amplitude must be a finite number above 0, but is 0';
    expect(() => buildChannel('0', 0)).toThrow(new RangeError(message));
  });
});

describeSlow('C10: ten communication channels', () => {
  const channels = Array.from({ length: 10 }, (_, seed) => build(String(seed), 1));
  const inputs = Array.from({ length: 201 }, (_, k) => (k - 100) / 100);

  it.each([
    ['1.54', 'layer 1 is doubled, because layer 2 saturates', [2, 1], '0.01'],
    ['3.09', 'both layers are doubled', [2, 2], '0.03'],
  ] as const)('have on average %s times the output if the amplitude of %s', (times, _, amplitudes, halfWidth) => {
    const size = (channel: Channel, of: readonly [number, number]) =>
      Math.sqrt(mean(inputs.map((x) => transmit(channel, of, x) ** 2)));
    const gains = channels.map((channel) => size(channel, amplitudes) / size(channel, [1, 1]));
    // the 99 % interval, with Student's t for 9 degrees of freedom: 3.25
    const interval = (3.25 * standardDeviation(gains)) / Math.sqrt(gains.length);
    expect([mean(gains).toFixed(2), interval.toFixed(2)]).toEqual([times, halfWidth]);
  });

  it.each([
    [1, '1.25', '2.50'],
    [0.5, '1.96', '3.93'],
    [0.1, '2.02', '4.04'],
  ])(
    'have at input %d on average %s times the output if layer 1 is doubled, and %s times if both are',
    (x, ...times) => {
      const ratio = (amplitudes: readonly [number, number]) =>
        mean(channels.map((channel) => transmit(channel, amplitudes, x) / transmit(channel, [1, 1], x))).toFixed(2);
      expect([ratio([2, 1]), ratio([2, 2])]).toEqual(times);
    },
  );
});
