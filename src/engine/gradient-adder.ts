import { instantiate, type KernelModule } from './kernel.ts';
import { type Allocator, allocate, floatBytes, floatsIn } from './memory.ts';

/** Sums the first `count` of several consecutive float32 arrays, in order, with the same bits as `addParameters`. */
export type GradientAdder = (arrays: Float32Array, count: number) => Float32Array;

/**
 * Creates an adder that runs in the kernel.
 *
 * @param length - length of each array
 */
export function createGradientAdder(module: KernelModule, length: number): GradientAdder {
  const allocator: Allocator = { end: 0 };
  const blocks = allocate(allocator, { sums: floatBytes(length), values: floatBytes(length) });
  const { kernel, memory } = instantiate(module, allocator.end);
  const sums = floatsIn(blocks.sums, memory);
  const values = floatsIn(blocks.values, memory);
  return (arrays, count) => {
    sums.set(arrays.subarray(0, length));
    for (let first = length; first < count * length; first += length) {
      values.set(arrays.subarray(first, first + length));
      kernel.add(blocks.sums.address, blocks.values.address, length);
    }
    return sums.slice();
  };
}
