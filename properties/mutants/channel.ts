import { buildChannel, transmit } from '../../src/study/channel.ts';
import type { ChannelUnderTest } from '../network/channel.ts';
import type { Mutant } from './mutant.ts';

/** A wrong channel: the right one but for one difference. */
export interface ChannelMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'>, ChannelUnderTest {}

const right: ChannelUnderTest = { buildChannel, transmit };

/** Wrong channels. */
export const channelMutants: readonly ChannelMutant[] = [
  {
    ...right,
    name: 'channel-ignores-amplitude',
    difference: 'sends rates whatever its amplitudes',
    cites: 'nengo#1390',
    transmit: (channel, _amplitudes, x) => transmit(channel, [1, 1], x),
  },
  {
    ...right,
    name: 'channel-has-one-amplitude',
    difference: 'gives both layers the amplitude of the first',
    transmit: (channel, [first], x) => transmit(channel, [first, first], x),
  },
  {
    ...right,
    name: 'channel-is-linear',
    difference: 'has neurons that never saturate',
    transmit: (_channel, [first, second], x) => first * second * x,
  },
  {
    ...right,
    name: 'channel-doubles-its-error-alone',
    difference: 'scales by the amplitude what exceeds its input, not what it gives out',
    transmit: (channel, [first, second], x) => x + first * second * (transmit(channel, [1, 1], x) - x),
  },
  {
    ...right,
    name: 'channel-solves-for-one',
    difference: 'solves its decoders as if the amplitude were 1',
    buildChannel: (seed) => buildChannel(seed, 1),
  },
  {
    ...right,
    name: 'channel-hears-badly',
    difference: 'loses a twentieth of its input on the way in',
    transmit: (channel, amplitudes, x) => transmit(channel, amplitudes, 0.95 * x),
  },
];
