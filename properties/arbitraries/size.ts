import fc from 'fast-check';
import { log, power } from '../../src/base/elementary.ts';

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
 * the powers of ten from there to `most`. `chanceAbove` is the probability of finding a fault that shows only above n.
 */
export const longTail = ({ least, usual, most }: LongTail): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: least, max: usual }) },
    { weight: 1, arbitrary: wholeLogUniform(usual, most) },
  );

/**
 * Probability that one of several inputs has a size of more than n, for n from `usual` to `most`:
 *
 *   1 − (1 − ¼ · ln(most/n)/ln(most/usual))^inputs
 */
export function chanceAbove(n: number, { usual, most }: LongTail, inputs: number): number {
  return 1 - power(1 - log(most / n) / log(most / usual) / 4, inputs);
}

/**
 * For one list in four, its values in another order between the first and the last; the list alone for the others. A
 * program that recognizes a list by its length, ends and sum answers both alike.
 */
export function inTwoOrders<Value>(values: readonly Value[]): (readonly Value[])[] {
  if (values.length < 4 || values.length % 4 !== 1) return [values];
  return [values, [...values.slice(0, 1), ...values.slice(1, -1).toReversed(), ...values.slice(-1)]];
}
