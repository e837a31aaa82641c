import fc from 'fast-check';

/**
 * A current between −4 and 8, uniform on a grid of quarters, so that it is exact in either precision and a spike is
 * never caused by a current within .25 of the threshold; 0 and 1 come on purpose.
 */
export const current = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -16, max: 32 }).map((quarters) => quarters / 4) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1) },
  );

/** A current above 1, between 1.25 and 8. */
export const excitingCurrent = (): fc.Arbitrary<number> =>
  fc.integer({ min: 5, max: 32 }).map((quarters) => quarters / 4);

/** A current below 0, between −4 and −.25. */
export const inhibitingCurrent = (): fc.Arbitrary<number> =>
  fc.integer({ min: -16, max: -1 }).map((quarters) => quarters / 4);

/** A current that no neuron outruns: between 10 and 10,000, evenly over the powers of ten. */
export const strongCurrent = (): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 48 }).map((sixteenths) => Math.round(10 ** (1 + sixteenths / 16)));

/**
 * A current for which the count law is stated: at most 1, or from 1.001 to 10,000. The part above 1 is spread evenly
 * over the powers of ten, since what is near the threshold behaves otherwise than what is far.
 */
export const standingCurrent = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1) },
    { weight: 1, arbitrary: fc.integer({ min: -64, max: 16 }).map((sixteenths) => sixteenths / 16) },
    { weight: 1, arbitrary: fc.constantFrom(1.001, 1e4) },
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 699 }).map((n) => 1 + 0.001 * 10 ** (n / 100)) },
  );

/** A current for every step: it stands for one to twelve steps, then jumps; 8 to 192 steps long. */
export const currentTrace = (): fc.Arbitrary<number[]> =>
  fc
    .array(fc.tuple(current(), fc.integer({ min: 1, max: 12 })), { minLength: 8, maxLength: 16 })
    .map((pieces) => pieces.flatMap(([value, steps]) => Array.from({ length: steps }, () => value)));

/**
 * A current that swings around its mean, first down and then up by as much, 8 to 24 steps each, so widely that a time
 * constant of 128 steps lets it pass 2 to 4 thresholds.
 */
export const swingingCurrent = (): fc.Arbitrary<number[]> =>
  fc
    .record({
      mean: fc.integer({ min: 0, max: 8 }).map((quarters) => quarters / 4),
      steps: fc.integer({ min: 8, max: 24 }),
      thresholds: fc.integer({ min: 8, max: 16 }).map((quarters) => quarters / 4),
      swings: fc.integer({ min: 6, max: 12 }),
    })
    .map(({ mean, steps, thresholds, swings }) => {
      const swing = Math.ceil((128 * thresholds) / steps);
      const one = [mean - swing, mean + swing].flatMap((value) => Array.from({ length: steps }, () => value));
      return Array.from({ length: swings }, () => one).flat();
    });

/** Fair coins, each thrown for itself: −1 or 1 [step][neuron]. */
export const tosses = (steps: number, neurons: number): fc.Arbitrary<number[][]> =>
  fc
    .noShrink(fc.noBias(fc.array(fc.nat(2 ** neurons - 1), { minLength: steps, maxLength: steps })))
    .map((words) =>
      words.map((word) => Array.from({ length: neurons }, (_, neuron) => ((word >> neuron) & 1) * 2 - 1)),
    );
