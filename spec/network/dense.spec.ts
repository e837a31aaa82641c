import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directReadOut } from '../../properties/oracles/convolution.ts';
import { float32 } from '../../src/base/precision.ts';
import { argmax, readOut } from '../../src/simulator/network/dense.ts';

describe('a read-out', () => {
  it('weights every spike for every class', () => {
    const weight = Float32Array.of(1, 10, 2, 20, 4, 40);
    expect(Array.from(readOut([1, 0, 1], weight, Float32Array.of(0.5, 0), float32))).toEqual([5.5, 50]);
  });

  it('adds in ascending order, each sum rounded', () => {
    const read = (...weight: number[]) => readOut([1, 1, 1], Float32Array.from(weight), Float32Array.of(0), float32)[0];
    expect(read(2 ** 24, 1, 1)).toBe(2 ** 24);
    expect(read(1, 1, 2 ** 24)).toBe(2 ** 24 + 2);
  });

  it('predicts the argmax, the lowest index at a tie', () => {
    expect(argmax([0.1, 0.7, 0.7])).toBe(1);
    expect(argmax([-2, -1, -3])).toBe(1);
    expect(argmax([0, 0, 0])).toBe(0);
  });

  it('always equals its definition, bit for bit where sums are exact', () => {
    const whole = (length: number) =>
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: length, maxLength: length });
    const shapes = fc.record({ neurons: fc.integer({ min: 1, max: 8 }), classes: fc.integer({ min: 2, max: 5 }) });
    const numbers = shapes.chain(({ neurons, classes }) =>
      fc.tuple(whole(neurons), whole(neurons * classes), whole(classes)),
    );
    fc.assert(
      fc.property(numbers, ([input, weight, bias]) => {
        const got = readOut(input, Float32Array.from(weight), Float32Array.from(bias), float32);
        const expected = directReadOut(input, weight, bias.length).map(
          ({ sum }, label) => sum + (bias[label] as number),
        );
        expect(Array.from(got)).toEqual(expected);
      }),
    );
  });

  it('always predicts the first of the largest values', () => {
    const readout = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(readout, (values) => {
        expect(argmax(values)).toBe(values.indexOf(Math.max(...values)));
      }),
    );
  });
});
