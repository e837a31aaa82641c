import { describe, expect, it } from 'vitest';
import { listOf, numberIn, orNone, positiveNumber, wholeNumber } from '../../src/cli/options.ts';

const floors = listOf(orNone(numberIn({ maximum: 0 })));
const seeds = listOf(wholeNumber(0));

describe('an option', () => {
  it('for voltage floors accepts numbers and none, separated by commas or repeated', () => {
    expect(floors('0,none')).toEqual([0, null]);
    expect(floors('-0.5', floors('none'))).toEqual([null, -0.5]);
  });

  it('treats a floor of −0 as 0', () => {
    expect(Object.is(floors('-0')[0], 0)).toBe(true);
  });

  it('for a number accepts every decimal notation', () => {
    expect(['.01', '0.01', '1e-2', '+0.010'].map((text) => positiveNumber(text))).toEqual([0.01, 0.01, 0.01, 0.01]);
    expect(() => positiveNumber('0x10')).toThrow('must be a number above 0');
  });

  it('for whole numbers refuses duplicates, and leading zeros, which may be a thousands separator', () => {
    expect(seeds('3,1')).toEqual([3, 1]);
    expect(() => seeds('3,3')).toThrow('must not list 3 twice');
    expect(() => seeds('1,000')).toThrow('must be a whole number of 0 or more, but is "000"');
  });
});
