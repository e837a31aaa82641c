/** The spread of several measurements. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Median, minimum and maximum. The median of an even number of values is the mean of the middle two.
 *
 * @throws {RangeError} if there are no values
 * @example spreadOf([3, 1, 2]) // { median: 2, least: 1, most: 3 }
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('values must not be empty');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)] as number, sorted[Math.ceil(middle)] as number];
  return { median: (low + high) / 2, least: sorted[0] as number, most: sorted.at(-1) as number };
}

/**
 * Ratios of values that were measured in the same round. If the machine is slow for a while, both values are affected,
 * so the ratios vary less than the values.
 *
 * @throws {RangeError} if the arrays differ in length or are empty
 * @example pairedRatios([10, 40], [5, 10]) // { median: 3, least: 2, most: 4 }
 */
export function pairedRatios(values: readonly number[], beside: readonly number[]): Spread {
  if (values.length !== beside.length) throw new RangeError(`expected ${beside.length} values, got ${values.length}`);
  return spreadOf(values.map((value, index) => value / (beside[index] as number)));
}
