import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAmplitudes } from '../../src/study/run/amplitudes.ts';

describe('a range of amplitudes', () => {
  it('contains the decimal numbers that one would write by hand, up to the last one that a step reaches', () => {
    expect(JSON.stringify(parseAmplitudes('0.01:0.05:0.01'))).toBe('[0.01,0.02,0.03,0.04,0.05]');
    expect(parseAmplitudes('.05:.35:.1')).toEqual([0.05, 0.15, 0.25, 0.35]);
    expect(parseAmplitudes('0.01:0.04:0.02')).toEqual([0.01, 0.03]);
  });

  it.each([
    ['0.05:0.01:0.01', 'last amplitude must be at least the first, 0.05, but is 0.01'],
    ['0.01:0.05:0', 'step between amplitudes must be a finite number above 0, but is 0'],
    ['0:0.05:0.01', 'first amplitude must be a finite number above 0, but is 0'],
    ['0.01:0.05', 'amplitudes must be a,b,c or first:last:step, but are "0.01:0.05"'],
    ['0.01,,0.02', 'amplitude must be a decimal number such as 0.01, but is ""'],
    ['1e-2', 'amplitude must be a decimal number'],
    ['0.1,-0.1', 'amplitude must be a finite number above 0, but is -0.1'],
    ['0.1,0.10', 'amplitudes must differ, but 0.1 is listed twice'],
    ['0.00001:1:0.00001', 'there must be at most 10000 amplitudes, but there are 100000'],
  ])('refuses %j', (text, message) => {
    expect(() => parseAmplitudes(text)).toThrow(RangeError);
    expect(() => parseAmplitudes(text)).toThrow(message);
  });

  it('always agrees with decimal arithmetic', () => {
    const thousandths = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(thousandths, thousandths, fc.integer({ min: 0, max: 40 }), (first, step, more) => {
        const written = (value: number) => `${Math.floor(value / 1000)}.${String(value % 1000).padStart(3, '0')}`;
        const expected = Array.from({ length: more + 1 }, (_, index) => written(first + index * step));
        expect(parseAmplitudes(`${expected[0]}:${expected.at(-1)}:${written(step)}`)).toEqual(expected.map(Number));
      }),
    );
  });
});
