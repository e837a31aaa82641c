import type { BigNumber } from 'mathjs';
import { exactBigNumber, exactly, highPrecisionMath } from './exact.ts';

/** Turns a double into the decimal number that it is. */
export type Decimals = (value: number) => BigNumber;

let loaded: Promise<Decimals> | undefined;

/** Exact decimal arithmetic for oracles; loaded once, when it is first needed. */
export function decimals(): Promise<Decimals> {
  loaded ??= highPrecisionMath().then((math) => (value) => exactBigNumber(math, value));
  return loaded;
}

/** How far a double is from an exact value, in units in the last place of the double. */
export function unitsFrom(decimal: Decimals, value: number, exact: BigNumber): number {
  return decimal(value)
    .minus(exact)
    .abs()
    .div(decimal(unitInLastPlace(value)))
    .toNumber();
}

/** The distance from |value| to the next larger double. */
function unitInLastPlace(value: number): number {
  return 2 ** exactly(value).exponent;
}
