import { type Dyadic, exactly } from './exact.ts';

/** A binary floating-point format of IEEE 754. */
export interface Format {
  /** Bits of the mantissa, the leading one included. */
  readonly bits: number;
  /** Exponent of the smallest number above 0. */
  readonly smallestExponent: number;
}

/** 24 bits down to 2^−149. */
export const binary32: Format = { bits: 24, smallestExponent: -149 };

/** 53 bits down to 2^−1074. */
export const binary64: Format = { bits: 53, smallestExponent: -1074 };

/** The four operations. */
export interface Arithmetic {
  readonly add: (a: number, b: number) => number;
  readonly subtract: (a: number, b: number) => number;
  readonly multiply: (a: number, b: number) => number;
  readonly divide: (a: number, b: number) => number;
}

/**
 * The four operations in whole numbers of any size, each result rounded once to a format, to nearest, ties to even.
 * No floating-point operation takes part, so it cannot round twice.
 */
export function roundedArithmetic(format: Format): Arithmetic {
  const add = (a: Dyadic, b: Dyadic) => {
    const exponent = Math.min(a.exponent, b.exponent);
    const mantissa = scaled(a.mantissa, a.exponent - exponent) + scaled(b.mantissa, b.exponent - exponent);
    return roundQuotient(mantissa, 1n, exponent, format);
  };
  return {
    add: (a, b) => add(exactly(a), exactly(b)),
    subtract: (a, b) => add(exactly(a), exactly(-b)),
    multiply: (a, b) => {
      const [x, y] = [exactly(a), exactly(b)];
      return roundQuotient(x.mantissa * y.mantissa, 1n, x.exponent + y.exponent, format);
    },
    divide: (a, b) => {
      const [x, y] = [exactly(a), exactly(b)];
      return roundQuotient(x.mantissa, y.mantissa, x.exponent - y.exponent, format);
    },
  };
}

/** Rounds numerator/denominator · 2^exponent. A result of 0 has no sign. */
function roundQuotient(numerator: bigint, denominator: bigint, exponent: number, format: Format): number {
  if (numerator === 0n) return 0;
  const negative = numerator < 0n !== denominator < 0n;
  const [top, bottom] = [magnitude(numerator), magnitude(denominator)];

  // the exponent of the last bit that the format keeps, 1 too small at most
  const leading = exponent + bitLength(top) - bitLength(bottom) - 1;
  const first = Math.max(leading - format.bits + 1, format.smallestExponent);
  const rounded = roundAt(top, bottom, exponent - first);
  const last = bitLength(rounded.whole) > format.bits ? first + 1 : first;
  const { whole } = last === first ? rounded : roundAt(top, bottom, exponent - last);
  return (negative ? -1 : 1) * Number(whole) * 2 ** last;
}

/** The whole number nearest to top/bottom · 2^shift, ties to even. */
function roundAt(top: bigint, bottom: bigint, shift: number): { whole: bigint } {
  const [dividend, divisor] = [scaled(top, Math.max(shift, 0)), scaled(bottom, Math.max(-shift, 0))];
  const whole = dividend / divisor;
  const twiceRest = 2n * (dividend - whole * divisor);
  const up = twiceRest > divisor || (twiceRest === divisor && whole % 2n === 1n);
  return { whole: up ? whole + 1n : whole };
}

const scaled = (value: bigint, exponent: number) => value << BigInt(exponent);
const magnitude = (value: bigint) => (value < 0n ? -value : value);
const bitLength = (value: bigint) => value.toString(2).length;
