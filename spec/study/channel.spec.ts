import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelMutants } from '../../properties/mutants/channel.ts';
import { channelLaws } from '../../properties/network/channel.ts';
import { buildEnsemble } from '../../src/simulator/neuron/ensemble.ts';
import { buildChannel, type Channel, channelNeurons, transmit } from '../../src/study/channel.ts';
import { once } from '../once.ts';
import { describeWrong } from '../wrong-subjects.ts';
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
    it(`${law.subject}: ${law.statement}`, () =>
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

describeWrong('channel', channelLaws, channelMutants, 1, (mutant) => ({
  ...mutant,
  buildChannel: mutant.buildChannel === buildChannel ? build : once(mutant.buildChannel),
}));
