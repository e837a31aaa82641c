import fc from 'fast-check';
import { logUniform } from './size.ts';

/*
 * Numbers at which programs break: exactly at, one unit in the last place beside, and a tenth beside another scale of
 * the same request, or just above the size of a block.
 */

/** A positive number: mostly two digits, else a power of two or any number, evenly over the powers of ten. */
export const positive = (least: number, most: number): fc.Arbitrary<number> =>
  fc
    .oneof(
      { weight: 1, arbitrary: fc.constantFrom(1, 0.01, 0.5, 2) },
      { weight: 3, arbitrary: logUniform(least, most).map((value) => rounded(value, 2)) },
      { weight: 1, arbitrary: fc.integer({ min: -20, max: 20 }).map((exponent) => 2 ** exponent) },
      { weight: 1, arbitrary: logUniform(least, most) },
    )
    .map((value) => Math.min(Math.max(value, least), most));

/** The shortest and longest step of requests, in seconds. Beyond them, quotients in float32 lose digits. */
export const stepSeconds = [1e-9, 1e3] as const;

/** Steps below 1 ms of which whole multiples are rarely whole after rounding: 0.3/0.1 is 2.9999999999999996. */
export const fineSteps: readonly number[] = [0.0001, 0.00005, 0.000025, 0.00025, 0.0003];

/** Length of a step: mostly as people choose it. */
export const timeStep = (): fc.Arbitrary<number> =>
  fc.oneof(
    smallFirst,
    { weight: 3, arbitrary: fc.constant(0.001) },
    { weight: 4, arbitrary: fc.constantFrom(...fineSteps, 0.0005, 0.002, 2 ** -10, 2 ** -13, 0.1, 0.2, 1) },
    { weight: 1, arbitrary: positive(...stepSeconds) },
  );

/**
 * A time as a multiple of a step, which the returned function takes: a small whole number, eighths, a whole number of
 * any size, that number a tenth or a unit in the last place longer or shorter, or anything between the bounds. Twelve
 * digits make 3 · 0.2 the number 0.6, as people write it, and 0.6/0.2 is not 3.
 */
export const multiple = (least: number, most: number): fc.Arbitrary<(step: number) => number> => {
  const whole = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }) },
    { weight: 2, arbitrary: logUniform(1, Math.max(most, 1)).map(Math.round) },
  );
  const beside = fc.constantFrom(0.1, -0.1, 1e-3, -1e-3, 2 ** -52, -(2 ** -53));
  const count = fc.oneof(
    smallFirst,
    { weight: 5, arbitrary: whole },
    { weight: 2, arbitrary: fc.tuple(whole, beside).map(([n, more]) => n + more * (Math.abs(more) < 1e-9 ? n : 1)) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 40 }).map((eighths) => eighths / 8) },
    { weight: 2, arbitrary: logUniform(Math.max(least, 1e-3), most) },
    { weight: 1, arbitrary: fc.constantFrom(least, most) },
  );
  return fc.tuple(count, fc.boolean()).map(([drawn, isDecimal]) => {
    const steps = Math.min(Math.max(drawn, least), most);
    return (step) => (isDecimal ? rounded(steps * step, 12) : steps * step);
  });
};

/** Any choice shrinks to the first one. */
export const smallFirst = { withCrossShrink: true } as const;

/** A number with some significant digits. */
export const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** Sizes around those of vectors, blocks and buffers. */
const blockSizes = [
  4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 31, 32, 33, 48, 63, 64, 65, 96, 127, 128, 129, 255, 256, 257,
];
const largeSizes = [300, 480, 511, 512, 513, 600, 960, 1023, 1024, 1025, 1200, 5000];

/** A number of neurons, steps or values: half up to `usual`, the others around a block or large. */
export const sizeUpTo = (most: number, usual = 3): fc.Arbitrary<number> => {
  const among = (sizes: readonly number[]) => fc.constantFrom(...sizes.filter((size) => size <= most), usual);
  return fc.oneof(
    smallFirst,
    { weight: 3, arbitrary: fc.integer({ min: 1, max: usual }) },
    { weight: 1, arbitrary: among(blockSizes) },
    { weight: 2, arbitrary: among(largeSizes) },
  );
};
