import { describe, expect, it } from 'vitest';
import { mean } from '../../src/study/statistics/statistics.ts';
import { type ZigZag, zigZagOf } from '../../src/study/statistics/zig-zag.ts';

const amplitudes = Array.from({ length: 50 }, (_, index) => (index + 1) / 100);

/** A curve with the given accuracies [seed][amplitude]. */
function curveThrough(amplitudes: readonly number[], accuracies: readonly (readonly number[])[], images: number) {
  const points = amplitudes.map((amplitude, index) => {
    const ofSeeds = accuracies.map((ofSeed) => ofSeed[index] as number);
    return { amplitude, accuracy: mean(ofSeeds), ofSeeds };
  });
  return { images, seeds: [...accuracies.keys()], points };
}

describe('the zig-zag of a curve', () => {
  it('is measured from two fifths of the largest amplitude on, after the accuracy has dropped', () => {
    const falling = amplitudes.map((amplitude) => (amplitude < 0.2 ? 0.99 : 0.8));
    const straight = { points: 31, single: 0, ofMean: 0 };
    expect(zigZagOf(curveThrough(amplitudes, [falling], 1000))).toMatchObject(straight);
  });

  it('is not measured if amplitudes are too few or not equally spaced', () => {
    for (const others of [amplitudes.slice(0, 11), [...amplitudes, 0.505]])
      expect(zigZagOf(curveThrough(others, [others], 1000))).toBe(undefined);
  });

  it('is the second difference, 20 points if a curve alternates by 10; that of the mean of two opposite seeds is 0', () => {
    const upAndDown = amplitudes.map((_, index) => 0.5 + (index % 2) / 10);
    const downAndUp = upAndDown.map((accuracy) => 1.1 - accuracy);
    const { single, ofMean } = zigZagOf(curveThrough(amplitudes, [upAndDown, downAndUp], 1000)) as ZigZag;
    expect(single).toBeCloseTo(0.2, 12);
    expect(ofMean).toBeCloseTo(0, 12);
  });
});
