import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGradientAdder } from '../../src/engine/gradient-adder.ts';
import { compile } from '../../src/engine/kernel.ts';

const length = 7;
const arrays = fc.float32Array({ minLength: length, maxLength: 5 * length, noNaN: true, noDefaultInfinity: true });

describe('the gradient adder', async () => {
  const add = createGradientAdder(await compile(), length);

  it('adds arrays in order and rounds each sum, whatever it added before', () => {
    fc.assert(
      fc.property(arrays, (values) => {
        const count = Math.floor(values.length / length);
        const expected = Float32Array.from({ length }, (_, index) => {
          let sum = values[index] as number;
          for (let array = 1; array < count; array++)
            sum = Math.fround(sum + (values[array * length + index] as number));
          return sum;
        });
        expect(add(values, count)).toEqual(expected);
      }),
    );
  });
});
