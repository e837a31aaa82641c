import { exactly } from './exact.ts';

/** A fraction of integers with a denominator above 0. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A double as a fraction. */
export function fractionOf(value: number): Fraction {
  const { mantissa, exponent } = exactly(value);
  return exponent >= 0
    ? { numerator: mantissa << BigInt(exponent), denominator: 1n }
    : { numerator: mantissa, denominator: 1n << BigInt(-exponent) };
}

/** Operations without rounding. */
export const exactOperations = {
  '+': (a: Fraction, b: Fraction): Fraction => ({
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }),
  '−': (a: Fraction, b: Fraction): Fraction => exactOperations['+'](a, { ...b, numerator: -b.numerator }),
  '×': (a: Fraction, b: Fraction): Fraction => ({
    numerator: a.numerator * b.numerator,
    denominator: a.denominator * b.denominator,
  }),
  '÷': (a: Fraction, b: Fraction): Fraction => {
    const sign = b.numerator < 0n ? -1n : 1n;
    return { numerator: sign * a.numerator * b.denominator, denominator: sign * a.denominator * b.numerator };
  },
} as const;

/** Binary32 has 24 bits, the last of which is worth at least 2^−149. */
const bits = 24;
const smallestExponent = -149;

/** The binary32 number nearest to a fraction, ties to even, infinite from 2^128 − 2^103. Uses integers only. */
export function nearestFloat32({ numerator, denominator }: Fraction): number {
  const size = numerator < 0n ? -numerator : numerator;
  if (size === 0n) return 0;
  const magnitude = lengthOf(size) - lengthOf(denominator);
  let exponent = Math.max(magnitude - bits, smallestExponent);
  let quotient = divideToNearest(size, denominator, exponent);
  // the estimate of the magnitude is one too low for half of all fractions
  if (quotient > 1n << BigInt(bits)) {
    exponent += 1;
    quotient = divideToNearest(size, denominator, exponent);
  }
  const value = Number(quotient) * 2 ** exponent;
  return Math.sign(Number(numerator > 0n) - 0.5) * (value >= 2 ** 128 ? Number.POSITIVE_INFINITY : value);
}

/** size / (denominator · 2^exponent), rounded to the nearest integer, ties to even. */
function divideToNearest(size: bigint, denominator: bigint, exponent: number): bigint {
  const dividend = exponent < 0 ? size << BigInt(-exponent) : size;
  const divisor = exponent < 0 ? denominator : denominator << BigInt(exponent);
  const quotient = dividend / divisor;
  const twiceRest = 2n * (dividend % divisor);
  const up = twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}

function lengthOf(value: bigint): number {
  return value.toString(2).length;
}
