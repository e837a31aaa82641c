import { requirePositive } from '../../base/requirement.ts';

const mostAmplitudes = 10_000;

/** digits · 10^(−places) */
interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/**
 * Reads a list of amplitudes, `a,b,c`, or a range, `first:last:step`, which includes the last one if a step
 * reaches it. A range is computed in decimal, so every amplitude is the number that one would write by hand.
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
  return parseRange(...(parts as [string, string, string]));
}

function parseList(text: string): number[] {
  const amplitudes = text.split(',').map((part) => nearestDouble(parseDecimal(part)));
  for (const amplitude of amplitudes) requirePositive('amplitude', amplitude);
  const twice = amplitudes.find((amplitude, index) => amplitudes.indexOf(amplitude) < index);
  if (twice !== undefined) throw new RangeError(`amplitudes must differ, but ${twice} is listed twice`);
  return amplitudes;
}

function parseRange(firstText: string, lastText: string, stepText: string): number[] {
  const numbers = [firstText, lastText, stepText].map(parseDecimal);
  const places = Math.max(...numbers.map((number) => number.places));
  const [first, last, step] = numbers.map((number) => number.digits * 10n ** BigInt(places - number.places)) as [
    bigint,
    bigint,
    bigint,
  ];
  requirePositive('first amplitude', nearestDouble({ digits: first, places }));
  requirePositive('step between amplitudes', nearestDouble({ digits: step, places }));
  if (last < first) throw new RangeError(`last amplitude must be at least the first, ${firstText}, but is ${lastText}`);
  const count = Number((last - first) / step) + 1;
  if (count > mostAmplitudes) throw new RangeError(`amplitudes must be at most ${mostAmplitudes}, but are ${count}`);
  return Array.from({ length: count }, (_, index) => nearestDouble({ digits: first + BigInt(index) * step, places }));
}

/** Reads `12`, `.5` or `0.01`, without an exponent. */
function parseDecimal(text: string): Decimal {
  const match = /^([+-]?)(\d{0,20})(?:\.(\d{0,20}))?$/.exec(text.trim());
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (whole + fraction === '')
    throw new RangeError(`amplitude must be a decimal number such as 0.01, but is "${text}"`);
  return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), places: fraction.length };
}

function nearestDouble({ digits, places }: Decimal): number {
  return Number(`${digits}e-${places}`);
}
