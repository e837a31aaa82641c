import { readdirSync, readFileSync } from 'node:fs';
import type { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { decimal, unitsFrom } from '../properties/oracles/exact.ts';
import { exp, expm1, log1p } from '../src/base/elementary.ts';
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

  it('are the only inexact functions: everything else uses + − × ÷ √ and rounding, which every engine rounds correctly', () => {
    // powers of 2 are exact, so ** is allowed after a 2
    const folders = [
      'src/simulator/neuron',
      'src/simulator/synapse',
      'src/simulator/network',
      'src/simulator/training',
      'src/conformance/conventions',
    ];
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
    const used = [
      ...files.filter((file) => file.endsWith('.ts')),
      'src/base/random.ts',
      'src/base/precision.ts',
    ].flatMap((file) => {
      const code = readFileSync(file, 'utf8').replace(/^ *(\/\*\*|\*|\/\/).*$/gm, '');
      return [...code.matchAll(/(?<!\b2 )\*\*|Math\.(?!sqrt|floor|ceil|round|max|min|abs|fround)\w+/g)].map(
        ([name]) => `${file}: ${name}`,
      );
    });
    expect(used).toEqual([]);
  });

  it('expm1 and log1p keep the digits of small arguments that exp − 1 and ln(1 + x) lose', () => {
    expect([expm1(-1e-12), exp(-1e-12) - 1]).toEqual([-9.999999999995e-13, -9.999778782798785e-13]);
    expect(log1p(1e-20)).toBe(1e-20);
  });
});
