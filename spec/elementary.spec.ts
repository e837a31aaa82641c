import type { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { decimal, unitsFrom } from '../properties/oracles/exact.ts';
import { exp, expm1, log1p, power } from '../src/base/elementary.ts';
import { digestOf, recordedDigest } from './digest.ts';

/** The largest error of these algorithms on a million arguments each, in units in the last place. */
const mostUnits = 1.25;

const grid = Array.from({ length: 20_000 }, (_, k) => k / 512);

const functions = [
  { name: 'exp', of: exp, exact: (x: Decimal) => x.exp(), sign: -1 },
  { name: 'expm1', of: expm1, exact: (x: Decimal) => x.exp().minus(1), sign: -1 },
  { name: 'log1p', of: log1p, exact: (x: Decimal) => x.plus(1).ln(), sign: 1 },
] as const;

describe('the elementary functions', () => {
  it.each(functions)('$name is within 1.25 units in the last place of the exact value', async ({ of, exact, sign }) => {
    // every 61st argument up to 39, and some near 0
    const near = Array.from({ length: 60 }, (_, power) => 1.375 * 2 ** -power);
    for (const size of [...near, ...grid.filter((_, index) => index % 61 === 1)]) {
      const argument = sign * size;
      const units = unitsFrom(of(argument), exact(decimal(argument)));
      expect(units, `argument ${argument}`).toBeLessThanOrEqual(mostUnits);
    }
  });

  it.each(functions)('$name gives the same bits on every JavaScript engine', ({ name, of, sign }) => {
    expect(digestOf(grid.map((size) => of(sign * size)))).toBe(recordedDigest(`numbers/${name}`));
  });

  it('power agrees with products and roots, up to its rounding error', () => {
    expect(power(10, 0)).toBe(1);
    expect(power(10, 3)).toBeCloseTo(1000, 11);
    expect(power(2, 0.5)).toBeCloseTo(Math.SQRT2, 15);
  });
});
