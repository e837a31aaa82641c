import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactOperations, fractionOf, nearestFloat32 } from '../properties/oracles/float32.ts';
import { float32, float64, precisions } from '../src/base/precision.ts';

const operations = {
  '+': (a: number, b: number) => a + b,
  '−': (a: number, b: number) => a - b,
  '×': (a: number, b: number) => a * b,
  '÷': (a: number, b: number) => a / b,
} as const;

/** Any finite float32 number; half of them are typical voltages and currents. */
function float32Number(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: -40_000, max: 40_000 }).map((n) => Math.fround(n / 1000)),
    fc.float({ noNaN: true, noDefaultInfinity: true }),
  );
}

describe('a precision', () => {
  it('is float64, as in JavaScript, or float32', () => {
    expect(float64.round(0.1)).toBe(0.1);
    expect(float32.round(0.1)).toBe(0.10000000149011612);
    expect(float32.array.from([0.1])[0]).toBe(0.10000000149011612);
    expect(Object.keys(precisions)).toEqual(['float64', 'float32']);
  });

  it.each([
    [1 + 2 ** -24, 1],
    [1 + 3 * 2 ** -24, 1 + 2 ** -22],
    [1 + 2 ** -24 + 2 ** -50, 1 + 2 ** -23],
    [2 ** -150, 0],
    [2 ** 128 - 2 ** 103, Number.POSITIVE_INFINITY],
  ])('rounds %d to the nearest float32 number, ties to even: %d', (value, nearest) => {
    expect(float32.round(value)).toBe(nearest);
    expect(nearestFloat32(fractionOf(value))).toBe(nearest);
  });

  it.each(Object.keys(operations) as (keyof typeof operations)[])(
    'always gives the exact result of %s, rounded once, although JavaScript first computes it in float64',
    (name) => {
      fc.assert(
        fc.property(float32Number(), float32Number(), (a, b) => {
          if (name === '÷' && b === 0) return;
          const exact = exactOperations[name](fractionOf(a), fractionOf(b));
          // adding 0 turns −0 into 0
          expect(float32.round(operations[name](a, b)) + 0).toBe(nearestFloat32(exact) + 0);
        }),
        { numRuns: 2000 },
      );
    },
  );
});
