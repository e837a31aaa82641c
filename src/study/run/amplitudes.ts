import { requirePositive } from '../../base/requirement.ts';

const mostAmplitudes = 10_000;

/**
 * Reads a list of amplitudes, `a,b,c`, or a range, `first:last:step`, which includes the last one if a step
 * reaches it. A range is computed in whole multiples of its last decimal place, so every amplitude is the number that
 * one would write by hand, if that has at most 15 digits.
 *
 *   amplitude_i = first + i · step ≤ last
 *
 * @throws {RangeError} if an amplitude is not a number above 0 or is listed twice, or the range is reversed
 * @example parseAmplitudes('0.01:0.05:0.01') // [0.01, 0.02, 0.03, 0.04, 0.05]
 */
export function parseAmplitudes(text: string): number[] {
  const parts = text.split(':');
  if (parts.length === 1) return parseList(text);
  if (parts.length !== 3) throw new RangeError(`amplitudes must be a,b,c or first:last:step, but are "${text}"`);
  return parseRange(parts);
}

function parseList(text: string): number[] {
  const amplitudes = text.split(',').map(parseDecimal);
  for (const amplitude of amplitudes) requirePositive('amplitude', amplitude);
  const twice = amplitudes.find((amplitude, index) => amplitudes.indexOf(amplitude) < index);
  if (twice !== undefined) throw new RangeError(`amplitudes must differ, but ${twice} is listed twice`);
  return amplitudes;
}

function parseRange(texts: readonly string[]): number[] {
  const places = Math.max(...texts.map((text) => text.trim().split('.')[1]?.length ?? 0));
  const wholes = texts.map((text) => Math.round(parseDecimal(text) * Number(`1e${places}`)));
  const [first, last, step] = wholes as [number, number, number];
  const amplitudeOf = (whole: number) => Number(`${whole}e-${places}`);
  requirePositive('first amplitude', amplitudeOf(first));
  requirePositive('step between amplitudes', amplitudeOf(step));
  if (last < first) throw new RangeError(`last amplitude must be at least the first, ${texts[0]}, but is ${texts[1]}`);
  const count = Math.floor((last - first) / step) + 1;
  if (count > mostAmplitudes)
    throw new RangeError(`there must be at most ${mostAmplitudes} amplitudes, but there are ${count}`);
  return Array.from({ length: count }, (_, index) => amplitudeOf(first + index * step));
}

/** Reads `12`, `.5` or `0.01`, without an exponent. */
function parseDecimal(text: string): number {
  if (/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(text)) return Number(text);
  throw new RangeError(`amplitude must be a decimal number such as 0.01, but is "${text}"`);
}
