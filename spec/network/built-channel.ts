import { buildChannel, type Channel, transmit } from '../../src/models/channel.ts';
import { once } from '../once.ts';

/** Builds a channel once per seed and amplitude: solving the decoders takes nearly all the time. */
export const build: typeof buildChannel = once(buildChannel);

/** Inputs from −1 to 1. */
export const inputs: readonly number[] = Array.from({ length: 201 }, (_, k) => (k - 100) / 100);

/** The output for each of `inputs`. */
export function output(channel: Channel, amplitudes: readonly [number, number]): number[] {
  return inputs.map((x) => transmit(channel, amplitudes, x));
}

/** The root of the mean square. */
export function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
