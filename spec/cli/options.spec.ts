import { describe, expect, it } from 'vitest';
import { floorList, floorValue, positiveNumber, wholeNumbers } from '../../src/cli/options.ts';

describe('an option', () => {
  it('for voltage floors accepts numbers and none, separated by commas or repeated', () => {
    expect(floorList('0,none')).toEqual([0, null]);
    expect(floorList('-0.5', floorList('none'))).toEqual([null, -0.5]);
  });

  it('treats a floor of −0 as 0', () => {
    expect(Object.is(floorValue('-0'), 0)).toBe(true);
  });

  it('for a number accepts every decimal notation', () => {
    expect(['.01', '0.01', '1e-2', '+0.010'].map((text) => positiveNumber(text))).toEqual([0.01, 0.01, 0.01, 0.01]);
    expect(() => positiveNumber('0x10')).toThrow('must be a number above 0');
  });

  it('for whole numbers refuses duplicates', () => {
    expect(wholeNumbers('3,1')).toEqual([3, 1]);
    expect(() => wholeNumbers('3,3')).toThrow('must not list 3 twice');
  });

  it('for whole numbers suspects a thousands separator if a number has leading zeros', () => {
    expect(() => wholeNumbers('1,000')).toThrow('without leading zeros (did you mean 1000?)');
    expect(wholeNumbers('1,0')).toEqual([1, 0]);
    expect(wholeNumbers('1,100')).toEqual([1, 100]);
  });
});
