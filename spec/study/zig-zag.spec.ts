import { describe, expect, it } from 'vitest';
import { mean } from '../../src/study/statistics/statistics.ts';
import { type ZigZag, zigZagOf } from '../../src/study/statistics/zig-zag.ts';

const coarse = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5];
const hundredths = Array.from({ length: 50 }, (_, index) => (index + 1) / 100);

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
    const falling = coarse.map((amplitude) => (amplitude < 0.2 ? 0.99 : 0.8));
    const straight = { points: 4, single: 0, ofMean: 0 };
    expect(zigZagOf(curveThrough(coarse, [falling], 1000))).toMatchObject(straight);
    expect(zigZagOf(curveThrough(hundredths, [hundredths], 1000))).toMatchObject({ points: 31 });
  });

  it('is not measured if amplitudes are too few or not equally spaced', () => {
    expect(zigZagOf(curveThrough([0.01, 0.3, 0.4, 0.5], [[0.9, 0.9, 0.5, 0.9]], 1000))).toBe(undefined);
    expect(zigZagOf(curveThrough([0.2, 0.3, 0.4, 0.45, 0.5], [[0.9, 0.9, 0.5, 0.9, 0.5]], 1000))).toBe(undefined);
  });

  it('is the second difference, 20 points if a curve alternates by 10; that of the mean of two opposite seeds is 0', () => {
    const upAndDown = coarse.map((_, index) => 0.5 + (index % 2) / 10);
    const downAndUp = upAndDown.map((accuracy) => 1.1 - accuracy);
    const { single, ofMean } = zigZagOf(curveThrough(coarse, [upAndDown, downAndUp], 1000)) as ZigZag;
    expect(single).toBeCloseTo(0.2, 12);
    expect(ofMean).toBeCloseTo(0, 12);
  });
});
