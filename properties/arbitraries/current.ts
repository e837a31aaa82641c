import fc from 'fast-check';
import { power } from '../../src/base/elementary.ts';

/**
 * A current between −4 and 8, uniform on a grid of quarters, or exactly 0 or 1. It is exact in both precisions, and no
 * other current is within 0.25 of the threshold.
 */
export const current = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -16, max: 32 }).map((quarters) => quarters / 4) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1) },
  );

/** A current above 1, from 1.25 to 8. */
export const excitingCurrent = (): fc.Arbitrary<number> =>
  fc.integer({ min: 5, max: 32 }).map((quarters) => quarters / 4);

/** A current below 0, from −4 to −0.25. */
export const inhibitingCurrent = (): fc.Arbitrary<number> =>
  fc.integer({ min: -16, max: -1 }).map((quarters) => quarters / 4);

/**
 * A current for the count law: at most 1, or from 1.001 to 10,000. The part above 1 is evenly distributed over the
 * powers of ten, because neurons behave differently near the threshold and far from it.
 */
export const standingCurrent = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1) },
    { weight: 1, arbitrary: fc.integer({ min: -64, max: 16 }).map((sixteenths) => sixteenths / 16) },
    { weight: 1, arbitrary: fc.constantFrom(1.001, 1e4) },
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 699 }).map((n) => 1 + 0.001 * power(10, n / 100)) },
  );

/** A current for each of 8 to 192 steps, constant for one to twelve steps at a time. */
export const currentTrace = (): fc.Arbitrary<number[]> =>
  fc
    .array(fc.tuple(current(), fc.integer({ min: 1, max: 12 })), { minLength: 8, maxLength: 16 })
    .map((pieces) => pieces.flatMap(([value, steps]) => Array.from({ length: steps }, () => value)));
