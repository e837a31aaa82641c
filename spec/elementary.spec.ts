import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { decimal, unitsFrom } from '../properties/oracles/exact.ts';
import { exp, expm1, log1p, power } from '../src/base/elementary.ts';
import { digestOf, recordedDigest } from './digest.ts';
import { temporaryFolder } from './temporary-folder.ts';

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

  it('are the only inexact functions: the linter refuses those of Math, and all powers but whole ones of 2', () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'code.ts'),
      'const f = [Math.log, Math.sqrt];\nMath.pow(2, 3);\n10 ** n;\nx ** 2;\n2 ** (n / 3);\n2 ** n;\n',
    );
    writeFileSync(
      join(folder, 'biome.json'),
      JSON.stringify({ plugins: [resolve('scripts/elementary-functions.grit')] }),
    );
    const { stdout } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', '--reporter=github', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const lines = [...stdout.matchAll(/title=plugin.*?line=(\d)/g)].map(([, line]) => Number(line));
    expect(lines).toEqual([1, 2, 3, 4, 5]);
  });

  it('power agrees with products and roots, up to its rounding error', () => {
    expect(power(10, 0)).toBe(1);
    expect(power(10, 3)).toBeCloseTo(1000, 11);
    expect(power(2, 0.5)).toBeCloseTo(Math.SQRT2, 15);
  });

  it('expm1 and log1p keep the digits of small arguments that exp − 1 and ln(1 + x) lose', () => {
    expect([expm1(-1e-12), exp(-1e-12) - 1]).toEqual([-9.999999999995e-13, -9.999778782798785e-13]);
    expect(log1p(1e-20)).toBe(1e-20);
  });
});
