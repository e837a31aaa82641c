import fc from 'fast-check';
import { power } from '../../src/base/elementary.ts';

/** A number between two positive bounds, evenly distributed over the powers of ten. It shrinks to the lower bound. */
export const logUniform = (least: number, most: number): fc.Arbitrary<number> =>
  fc.noBias(fc.nat({ max: gridSteps })).map((step) => least * power(most / least, step / gridSteps));

const gridSteps = 2 ** 12;

/** A whole number between two positive bounds, evenly distributed over the powers of ten. */
export const wholeLogUniform = (least: number, most: number): fc.Arbitrary<number> =>
  logUniform(least, most).map(Math.round);

/** The bounds of a size that is usually small. */
export interface LongTail {
  readonly least: number;
  /** Most sizes are at most this. */
  readonly usual: number;
  readonly most: number;
}

/**
 * A size with a long tail. Three quarters are evenly distributed up to `usual`; one quarter is evenly distributed over
 * the powers of ten from there to `most`: one draw is above n with a probability of ¼ · ln(most/n)/ln(most/usual).
 */
export const longTail = ({ least, usual, most }: LongTail): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: least, max: usual }) },
    { weight: 1, arbitrary: wholeLogUniform(usual, most) },
  );

/**
 * For one list in four, its values in another order between the first and the last; the list alone for the others. A
 * program that recognizes a list by its length, ends and sum answers both alike.
 */
export function inTwoOrders<Value>(values: readonly Value[]): (readonly Value[])[] {
  if (values.length < 4 || values.length % 4 !== 1) return [values];
  return [values, [...values.slice(0, 1), ...values.slice(1, -1).toReversed(), ...values.slice(-1)]];
}
