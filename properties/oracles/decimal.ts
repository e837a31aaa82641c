import type { Decimal } from 'decimal.js';
import { exactDecimal, exactly } from './exact.ts';

/** Converts a double to exactly the same decimal number. */
export type Decimals = (value: number) => Decimal;

/** Exact decimal arithmetic for oracles. */
export const decimal: Decimals = exactDecimal;

/** Distance of a double from an exact value, in units in the last place of the double. */
export function unitsFrom(decimal: Decimals, value: number, exact: Decimal): number {
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
