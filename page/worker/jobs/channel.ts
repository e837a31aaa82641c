import { buildChannel, type Channel, transmit } from '../../../src/models/channel.ts';
import type { JobCode } from './job.ts';

/** Settings of the channel. */
export interface ChannelInput {
  readonly seed: number;
  /** Spike amplitudes of layers 1 and 2; the weights were solved for 1 and 1. */
  readonly amplitudes: readonly [number, number];
  readonly weights: 'stay' | 'solved' | 'divided';
}

/** Outputs of the channel [point]. */
export interface ChannelOutput {
  readonly inputs: readonly number[];
  readonly before: readonly number[];
  readonly now: readonly number[];
}

/** Inputs from −1 to 1. */
const inputs: readonly number[] = Array.from({ length: 81 }, (_, index) => (index - 40) / 40);

/** Sends every input through the original channel and through the changed one. */
export function transmitAll({ seed, amplitudes, weights }: ChannelInput): ChannelOutput {
  const original = channelOf(seed, 1);
  const channel =
    weights === 'stay' ? original : weights === 'divided' ? divide(original, amplitudes) : solve(seed, amplitudes);
  return {
    inputs,
    before: inputs.map((input) => transmit(original, [1, 1], input)),
    now: inputs.map((input) => transmit(channel, amplitudes, input)),
  };
}

/** Runs the channel as a job. */
export const channel: JobCode<ChannelInput, ChannelOutput> = async (input) => transmitAll(input);

const built = new Map<string, Channel>();

function channelOf(seed: number, amplitude: number): Channel {
  const key = `${seed} ${amplitude}`;
  const known = built.get(key) ?? buildChannel(String(seed), amplitude);
  if (built.size > 40) built.clear();
  built.set(key, known);
  return known;
}

/** Solves the decoders of each layer for its amplitude. */
function solve(seed: number, [first, second]: readonly [number, number]): Channel {
  return [channelOf(seed, first)[0], channelOf(seed, second)[1]];
}

/** Divides the decoders of each layer by its amplitude. */
function divide([first, second]: Channel, amplitudes: readonly [number, number]): Channel {
  const by = (layer: typeof first, amplitude: number) => ({
    ...layer,
    decoders: layer.decoders.map((weight) => weight / amplitude),
  });
  return [by(first, amplitudes[0]), by(second, amplitudes[1])];
}
