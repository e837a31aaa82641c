import { describe, expect, it } from 'vitest';
import { float32 } from '../../src/base/precision.ts';
import { type LayerPlan, miniature, planLayers } from '../../src/simulator/network/architecture.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { argmax, readOut } from '../../src/simulator/network/dense.ts';

const planOf = (stride: number, padding: number) => {
  const input = { rows: 2, columns: 3, channels: 1 };
  return planLayers({ ...miniature, input, hidden: [{ kernelSize: 2, stride, padding, channels: 1 }] })[0] as LayerPlan;
};
const image = [1, 2, 3, 4, 5, 6];
const kernel = Float32Array.of(1000, 100, 10, 1);

/** 2^24 + 1 is not a float32 number, but 2^24 + 2 is. */
const large = 2 ** 24;

describe('a convolution', () => {
  it('weights the input under the kernel, without flipping it, and adds the bias', () => {
    // 1·1000 + 2·100 + 4·10 + 5·1 and, one position to the right, 2·1000 + 3·100 + 5·10 + 6·1
    expect(Array.from(convolve(planOf(1, 0), image, kernel, Float32Array.of(0, 0.5), float32))).toEqual([1245, 2356.5]);
  });

  it('adds term by term in the order of the kernel, each sum rounded', () => {
    const sum = (...kernel: number[]) =>
      convolve(planOf(1, 0), [1, 1, 0, 1, 0, 0], Float32Array.from(kernel), new Float32Array(2), float32)[0];
    expect(sum(large, 1, 1, 0)).toBe(large);
    expect(sum(1, 1, large, 0)).toBe(large + 2);
  });

  it('has zeros around its input if it is padded', () => {
    const currents = convolve(planOf(2, 1), image, kernel, new Float32Array(4), float32);
    expect(Array.from(currents)).toEqual([1, 2 * 10 + 3, 4 * 100, 5 * 1000 + 6 * 100]);
  });
});

describe('a read-out', () => {
  it('weights every spike for every class', () => {
    const weight = Float32Array.of(1, 10, 2, 20, 4, 40);
    expect(Array.from(readOut([1, 0, 1], weight, Float32Array.of(0.5, 0), float32))).toEqual([5.5, 50]);
  });

  it('adds in ascending order, each sum rounded', () => {
    const read = (...weight: number[]) => readOut([1, 1, 1], Float32Array.from(weight), Float32Array.of(0), float32)[0];
    expect(read(large, 1, 1)).toBe(large);
    expect(read(1, 1, large)).toBe(large + 2);
  });

  it('predicts the argmax, the lowest index at a tie', () => {
    expect([argmax([0.1, 0.7, 0.7]), argmax([-2, -1, -3]), argmax([0, 0, 0])]).toEqual([1, 1, 0]);
  });
});
