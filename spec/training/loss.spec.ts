import { describe, expect, it } from 'vitest';
import { float32, float64 } from '../../src/base/precision.ts';
import { crossEntropy } from '../../src/simulator/training/loss.ts';

describe('the loss of one image', () => {
  it('is ln 2 for two equal classes, with a gradient of one half', () => {
    expect(crossEntropy([0, 0], 0, 1, float64)).toEqual({
      loss: Math.LN2,
      gradient: Float64Array.of(-0.5, 0.5),
    });
  });

  it('is divided by 200 in a batch of 200', () => {
    expect(crossEntropy([0, 0], 1, 200, float64).gradient).toEqual(Float64Array.of(0.0025, -0.0025));
  });

  it('rounds its gradient once', () => {
    expect(crossEntropy([0, 0, 0], 0, 1, float32).gradient[1]).toBe(Math.fround(1 / 3));
  });
});
