import { instantiate, type KernelModule } from './kernel.ts';
import { numbersIn } from './training-blocks.ts';

/** Adds float32 arrays of one length. */
export interface Adder {
  /** Sum of the first so many of the arrays that follow one another, the first first: what `addParameters` does. */
  readonly addInOrder: (arrays: Float32Array, many: number) => Float32Array;
}

/**
 * Prepares an adder in the engine.
 *
 * @param count - length of each array
 */
export function createGradientAdder(module: KernelModule, count: number): Adder {
  // whole vectors of four are added; what fills up the last is 0
  const bytes = Math.ceil(count / 4) * 16;
  const { kernel, memory } = instantiate(module, 2 * bytes);
  const total = numbersIn({ address: 0, count }, memory);
  const next = numbersIn({ address: bytes, count }, memory);
  return {
    addInOrder: (arrays, many) => {
      total.set(arrays.subarray(0, count));
      for (let first = count; first < many * count; first += count) {
        next.set(arrays.subarray(first, first + count));
        kernel.addTo(0, bytes, bytes / 4);
      }
      return total.slice();
    },
  };
}
