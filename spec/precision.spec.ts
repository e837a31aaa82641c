import { describe, expect, it } from 'vitest';
import { float32, float64, precisions } from '../src/base/precision.ts';

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
  });
});
