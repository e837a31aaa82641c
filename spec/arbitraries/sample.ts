import fc from 'fast-check';

/** Draws 1,000 values, the same for the same seed. */
export const drawn = <Value>(arbitrary: fc.Arbitrary<Value>, seed = 1830): Value[] =>
  fc.sample(arbitrary, { numRuns: 1000, seed });

/** The fraction of values that satisfy a condition. */
export const fractionOf = <Value>(values: readonly Value[], holds: (value: Value) => boolean): number =>
  values.filter(holds).length / values.length;
