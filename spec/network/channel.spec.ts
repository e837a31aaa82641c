import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelLaws } from '../../properties/network/channel.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { buildChannel, channelNeurons, transmit } from '../../src/models/channel.ts';
import { buildEnsemble } from '../../src/simulator/neuron/ensemble.ts';
import { once } from '../once.ts';

/** Builds a channel once per seed and amplitude: solving the decoders takes nearly all the time. */
const build: typeof buildChannel = once(buildChannel);

describe('C10: a communication channel, input → layer 1 → layer 2 → output, with 100 LIF neurons per layer', () => {
  it('reproduces its input', () => {
    expect(transmit(build('0', 1), [1, 1], 0.5)).toBe(0.49788044766825207);
  });

  for (const law of channelLaws) {
    it(`${law.clause}: ${law.statement}`, () =>
      fc.assert(law.property({ buildChannel: build, transmit }), { numRuns: 2 }));
  }

  it('draws each layer from separate streams', () => {
    const [one, two] = build('0', 1);
    expect(one.ensemble).toMatchObject(buildEnsemble('0/layer1', channelNeurons));
    expect(two.ensemble).toMatchObject(buildEnsemble('0/layer2', channelNeurons));
    expect(new Set(one.ensemble.encoders)).toEqual(new Set([-1, 1]));
  });

  it('refuses an amplitude of 0', () => {
    const message = 'amplitude must be a finite number above 0, but is 0';
    expect(() => buildChannel('0', 0)).toThrow(new Refusal(message));
  });
});
