import { buildChannel, transmit } from '../../src/study/channel.ts';
import type { ChannelUnderTest } from '../network/channel.ts';
import type { Mutant } from './mutant.ts';

/** A channel that differs from the correct one in one respect. */
export interface ChannelMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'>, ChannelUnderTest {}

const correct: ChannelUnderTest = { buildChannel, transmit };

/** Mutants of the channel. */
export const channelMutants: readonly ChannelMutant[] = [
  {
    ...correct,
    name: 'channel-ignores-amplitude',
    difference: 'sends rates at every amplitude',
    cites: 'nengo#1390',
    transmit: (channel, _amplitudes, x) => transmit(channel, [1, 1], x),
  },
  {
    ...correct,
    name: 'channel-has-one-amplitude',
    difference: 'gives both layers the amplitude of the first',
    transmit: (channel, [first], x) => transmit(channel, [first, first], x),
  },
  {
    ...correct,
    name: 'channel-is-linear',
    difference: 'has neurons that do not saturate',
    transmit: (_channel, [first, second], x) => first * second * x,
  },
  {
    ...correct,
    name: 'channel-doubles-its-error-alone',
    difference: 'multiplies only its error by the amplitude, not its output',
    transmit: (channel, [first, second], x) => x + first * second * (transmit(channel, [1, 1], x) - x),
  },
  {
    ...correct,
    name: 'channel-solves-for-one',
    difference: 'solves its decoders for amplitude 1',
    buildChannel: (seed) => buildChannel(seed, 1),
  },
  {
    ...correct,
    name: 'channel-hears-badly',
    difference: 'loses a twentieth of its input',
    transmit: (channel, amplitudes, x) => transmit(channel, amplitudes, 0.95 * x),
  },
];
