import fc from 'fast-check';
import { requireThat } from '../require.ts';

/** ln(1 + x) for x ≥ 0. */
export type Log1p = (x: number) => number;

const statement = 'always returns the bits of the readable logarithm';

/** Compares logarithms of 1 + x, for x = 1/(J − 1), as in the rate at a current J, and for other x ≥ 0. */
export function sameLogarithm(engine: Log1p, readable: Log1p): fc.IProperty<unknown> {
  return fc.property(fc.array(argument(), { minLength: 20, maxLength: 100 }), (arguments_) => {
    for (const x of arguments_) {
      const [expected, got] = [readable(x), engine(x)];
      requireThat(Object.is(expected, got), { clause: 'engine', statement }, () => ({
        where: `of 1 + ${x}`,
        expected,
        got,
      }));
    }
  });
}

/** The logarithm of two numbers, tried in each lane with several numbers in the other lane. */
export function eachLane(pair: (x: number, other: number, lane: number) => number): Log1p[] {
  return [0, 1].flatMap((lane) => [0.25, 3, 2 ** -40].map((other) => (x: number) => pair(x, other, lane)));
}

function argument(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: 1, max: 2 ** 24 }).map((part) => 1 / (Math.fround(1 + part / 2 ** 19) - 1)),
    fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((part) => part / 2 ** 29),
    fc.double({ min: 0, noNaN: true }),
    fc.constantFrom(0, 2 ** -54, 2 ** -29, Math.SQRT2 - 1, 1, 2, 2 ** 53, Number.POSITIVE_INFINITY),
  );
}
