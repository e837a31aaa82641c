import { describe, expect, it } from 'vitest';
import { decimal, exactly, PreciseDecimal } from '../../properties/oracles/exact.ts';
import { exactLowPass } from '../../properties/oracles/low-pass.ts';

describe('a binary number taken apart', () => {
  it('is three quarters as 1.5 · 2^−1', () => {
    expect(exactly(0.75)).toEqual({ mantissa: 6755399441055744n, exponent: -53 });
  });

  it('rejects what is no number', () => {
    expect(() => exactly(Number.NaN)).toThrow('value must be finite, but is NaN');
  });

  it.each([0, 1, -1, 0.1, 5e-324, -2.2250738585072014e-308, Number.MAX_VALUE])('puts %d together again', (value) => {
    const { mantissa, exponent } = exactly(value);
    // in two factors, since 2^exponent alone can be below the smallest number
    expect(Number(mantissa) * 2 ** Math.ceil(exponent / 2) * 2 ** Math.floor(exponent / 2)).toBe(value);
  });

  it('is a tenth as its bits say, not as it is written', () => {
    expect(decimal(0.1).toString()).toBe('0.1000000000000000055511151231257827021181583404541');
    expect(new PreciseDecimal(0.1).toString()).toBe('0.1');
  });
});

describe('a filtered signal, computed exactly', () => {
  const readOut = { dtSeconds: 0.001, tauSeconds: 0.1 };

  it('is shown as many steps later as it lags, whatever lag is stated', () => {
    const lagging = (steps: number) => exactLowPass([1, 1, 1], readOut, steps);
    expect(lagging(2)).toEqual([0, 0, lagging(0)[0]]);
    expect(lagging(1e15)).toEqual([0, 0, 0]);
  });
});
