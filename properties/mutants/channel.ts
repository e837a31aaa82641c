import { buildChannel, transmit } from '../../src/models/channel.ts';
import type { ChannelUnderTest } from '../network/channel.ts';
import type { Mutant } from './mutant.ts';

/** A channel that differs from the correct one in one respect. */
export interface ChannelMutant extends Pick<Mutant, 'name' | 'difference' | 'cites'>, ChannelUnderTest {}

const correct: ChannelUnderTest = { buildChannel, transmit };

const channel = (
  name: string,
  difference: string,
  change: Partial<ChannelUnderTest>,
  cites?: string,
): ChannelMutant => ({ ...correct, name, difference, ...(cites !== undefined && { cites }), ...change });

export const channelMutants: readonly ChannelMutant[] = [
  channel(
    'channel-ignores-amplitude',
    'sends rates at every amplitude',
    { transmit: (channel, _amplitudes, x) => transmit(channel, [1, 1], x) },
    'nengo#1390',
  ),
  channel('channel-has-one-amplitude', 'gives both layers the amplitude of the first', {
    transmit: (channel, [first], x) => transmit(channel, [first, first], x),
  }),
  channel('channel-is-linear', 'has neurons that do not saturate', {
    transmit: (_channel, [first, second], x) => first * second * x,
  }),
  channel('channel-solves-for-one', 'solves its decoders for amplitude 1', {
    buildChannel: (seed) => buildChannel(seed, 1),
  }),
  channel('channel-hears-badly', 'loses a twentieth of its input', {
    transmit: (channel, amplitudes, x) => transmit(channel, amplitudes, 0.95 * x),
  }),
];
