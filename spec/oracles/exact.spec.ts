import { describe, expect, it } from 'vitest';
import { decimal, exactly, PreciseDecimal } from '../../properties/oracles/exact.ts';
import { exactLowPass } from '../../properties/oracles/low-pass.ts';

describe('a binary number', () => {
  it('represents three quarters as 1.5 · 2^−1', () => {
    expect(exactly(0.75)).toEqual({ mantissa: 6755399441055744n, exponent: -53 });
  });

  it('must be finite', () => {
    expect(() => exactly(Number.NaN)).toThrow('value must be finite, but is NaN');
  });

  it.each([0, 1, -1, 0.1, 5e-324, -2.2250738585072014e-308, Number.MAX_VALUE])(
    'equals mantissa · 2^exponent: %d',
    (value) => {
      const { mantissa, exponent } = exactly(value);
      // in two factors, since 2^exponent alone may underflow
      expect(Number(mantissa) * 2 ** Math.ceil(exponent / 2) * 2 ** Math.floor(exponent / 2)).toBe(value);
    },
  );

  it('has the decimal value of its bits, not of its shortest string', () => {
    expect(decimal(0.1).toString()).toBe('0.1000000000000000055511151231257827021181583404541');
    expect(new PreciseDecimal(0.1).toString()).toBe('0.1');
  });
});

describe('an exactly filtered signal', () => {
  const readOut = { dtSeconds: 0.001, tauSeconds: 0.1 };

  it('is delayed by the stated lag', () => {
    const lagging = (steps: number) => exactLowPass([1, 1, 1], readOut, steps);
    expect(lagging(2)).toEqual([0, 0, lagging(0)[0]]);
    expect(lagging(1e15)).toEqual([0, 0, 0]);
  });
});
