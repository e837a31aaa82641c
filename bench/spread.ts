/** Several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Median, least and most of some values; the median of an even number of values lies halfway between the middle two.
 *
 * @throws {RangeError} if there is no value
 * @example spreadOf([3, 1, 2]) // { median: 2, least: 1, most: 3 }
 */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('values must be one or more, but are none');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)] as number, sorted[Math.ceil(middle)] as number];
  return { median: (low + high) / 2, least: sorted[0] as number, most: sorted.at(-1) as number };
}

/**
 * How many times larger values are than others, each divided by the one that was measured beside it. What slows the
 * machine down for a while slows both, so these ratios vary less than the values do.
 *
 * @throws {RangeError} if the lists are not of the same length, or empty
 * @example pairedRatios([10, 40], [5, 10]) // { median: 3, least: 2, most: 4 }
 */
export function pairedRatios(values: readonly number[], beside: readonly number[]): Spread {
  if (values.length !== beside.length)
    throw new RangeError(`values must be ${beside.length} as those beside them, but are ${values.length}`);
  return spreadOf(values.map((value, index) => value / (beside[index] as number)));
}
