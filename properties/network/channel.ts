import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import type { buildChannel, transmit } from '../../src/models/channel.ts';
import { requireThat } from '../require.ts';

/** A communication channel of two layers that laws test. */
export interface ChannelUnderTest {
  readonly buildChannel: typeof buildChannel;
  readonly transmit: typeof transmit;
}

/** A statement that holds for every correct channel. */
export interface ChannelLaw extends Pick<Law, 'id' | 'clause' | 'statement'> {
  readonly property: (channel: ChannelUnderTest) => fc.IProperty<unknown>;
}

const inputs = Array.from({ length: 81 }, (_, k) => (k - 40) / 40);

/**
 * Mean ± standard deviation of root mean squares over x in −1 … 1, in 100 channels of different seeds. The error is
 * 0.0101 ± 0.0015. The output grows by a factor of 1.541 ± 0.012 with layer 1 doubled, of 3.082 ± 0.024 with both. The
 * bounds are 7 standard deviations away, which a normal variable exceeds with probability 3e-12.
 */
const bounds = {
  error: 0.0101 + 7 * 0.0015,
  layerOneDoubled: [1.541 - 7 * 0.012, 1.541 + 7 * 0.012],
  bothDoubled: [3.082 - 7 * 0.024, 3.082 + 7 * 0.024],
} as const;

/** Builds a channel for an amplitude. The result maps amplitudes of the layers to outputs, one per input. */
function outputOf(
  { buildChannel, transmit }: ChannelUnderTest,
  seed: number,
  builtFor: number,
): (amplitudes: readonly [number, number]) => number[] {
  const channel = buildChannel(String(seed), builtFor);
  return (amplitudes) => inputs.map((x) => transmit(channel, amplitudes, x));
}

const rms = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/** A law about the channel of any seed. */
function channelLaw(
  id: string,
  statement: string,
  judge: (channel: ChannelUnderTest, seed: number) => { holds: boolean; expected: unknown; got: unknown },
): ChannelLaw {
  return {
    id: `channel/${id}`,
    clause: 'C10',
    statement,
    property: (channel) =>
      fc.property(fc.nat({ max: 2 ** 20 }), (seed) => {
        const { holds, expected, got } = judge(channel, seed);
        requireThat(holds, { clause: 'C10', statement }, () => ({ where: `seed ${seed}`, expected, got }));
      }),
  };
}

const within = (value: number, [low, high]: readonly [number, number]) => ({
  holds: value >= low && value <= high,
  expected: `${low.toFixed(3)} to ${high.toFixed(3)}`,
  got: value,
});

/**
 * Laws of a channel whose amplitudes change after its decoders are solved, and of one whose decoders are solved again.
 */
export const channelLaws: readonly ChannelLaw[] = [
  channelLaw(
    'passes-its-input',
    'always reproduces its input, with an rms error of about a hundredth',
    (channel, seed) => {
      const got = outputOf(channel, seed, 1)([1, 1]);
      return within(rms(got.map((y, index) => y - (inputs[index] as number))), [0, bounds.error]);
    },
  ),
  channelLaw(
    'layer-two-doubled',
    'always has exactly twice the output if only the amplitude of layer 2 is doubled',
    (channel, seed) => {
      const output = outputOf(channel, seed, 1);
      const [expected, got] = [output([1, 1]).map((y) => 2 * y), output([1, 2])];
      return { holds: expected.every((y, index) => Object.is(y, got[index])), expected, got };
    },
  ),
  channelLaw(
    'layer-one-doubled',
    'always has about 1.5 times the output if only the amplitude of layer 1 is doubled, because layer 2 saturates',
    (channel, seed) => {
      const output = outputOf(channel, seed, 1);
      return within(rms(output([2, 1])) / rms(output([1, 1])), bounds.layerOneDoubled);
    },
  ),
  channelLaw(
    'both-doubled',
    'always has about three times the output if both amplitudes are doubled',
    (channel, seed) => {
      const output = outputOf(channel, seed, 1);
      return within(rms(output([2, 2])) / rms(output([1, 1])), bounds.bothDoubled);
    },
  ),
  channelLaw(
    'solved-again',
    'always has the same output, bit for bit, if its decoders are solved again for four times the amplitude',
    (channel, seed) => {
      const [expected, got] = [outputOf(channel, seed, 1)([1, 1]), outputOf(channel, seed, 4)([4, 4])];
      return { holds: expected.every((y, index) => Object.is(y, got[index])), expected, got };
    },
  ),
];
