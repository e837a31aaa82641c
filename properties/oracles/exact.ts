import { Decimal } from 'decimal.js';

/** A binary floating-point number, exactly: mantissa · 2^exponent. */
export interface Dyadic {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/**
 * Splits a number into mantissa and exponent.
 *
 * @throws {RangeError} if it is not finite
 * @example exactly(0.75) // { mantissa: 6755399441055744n, exponent: -53 }
 */
export function exactly(value: number): Dyadic {
  if (!Number.isFinite(value)) throw new RangeError(`value must be finite, but is ${value}`);
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const biased = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: value < 0 ? -mantissa : mantissa, exponent: Math.max(biased, 1) - 1075 };
}

/** Decimal digits of the oracles: more than twice those of binary64. */
const oracleDigits = 50;

/** Decimal numbers with that many digits, with exponential and logarithm. */
export const PreciseDecimal: typeof Decimal = Decimal.clone({ precision: oracleDigits, defaults: true });

/**
 * The decimal number with the value of a binary one. `new PreciseDecimal(0.1)` takes the shortest decimal string that
 * reads back as 0.1. This takes the value of the bits, 0.1000000000000000055511151231257827…, rounded to
 * `oracleDigits`.
 */
export function decimal(value: number): Decimal {
  const { mantissa, exponent } = exactly(value);
  return new PreciseDecimal(mantissa.toString()).times(powerOfTwo(exponent));
}

const powersOfTwo = new Map<number, Decimal>();

/** Stored, because powers take most of the time of a conversion. */
function powerOfTwo(exponent: number): Decimal {
  const power = powersOfTwo.get(exponent) ?? new PreciseDecimal(2).pow(exponent);
  powersOfTwo.set(exponent, power);
  return power;
}

/** Distance of a double from an exact value, in units in the last place of the double. */
export function unitsFrom(value: number, exact: Decimal): number {
  return decimal(value)
    .minus(exact)
    .abs()
    .div(decimal(unitInLastPlace(value)))
    .toNumber();
}

/** Distance from |value| to the next larger double. */
function unitInLastPlace(value: number): number {
  return 2 ** exactly(value).exponent;
}
