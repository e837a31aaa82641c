import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGradientAdder } from '../../src/engine/adder.ts';
import { compile, type KernelModule } from '../../src/engine/kernel.ts';

const count = 7;
const arrays = fc.float32Array({ minLength: count, maxLength: 5 * count, noNaN: true, noDefaultInfinity: true });

describe('the adder', () => {
  let module: KernelModule;
  beforeAll(async () => {
    module = await compile();
  });

  it('adds arrays one after the other, each sum rounded, whatever was added before', () => {
    const adder = createGradientAdder(module, count);
    fc.assert(
      fc.property(arrays, (values) => {
        const many = Math.floor(values.length / count);
        const inOrder = Float32Array.from({ length: count }, (_, index) => {
          let sum = values[index] as number;
          for (let array = 1; array < many; array++) sum = Math.fround(sum + (values[array * count + index] as number));
          return sum;
        });
        expect(adder.addInOrder(values, many)).toEqual(inOrder);
      }),
    );
  });
});
