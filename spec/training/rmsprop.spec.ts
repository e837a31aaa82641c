import { describe, expect, it } from 'vitest';
import { float32, float64 } from '../../src/base/precision.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { kerasRmsprop, stepOptimizer, stepRmsprop } from '../../src/simulator/training/rmsprop.ts';
import { startTraining } from '../../src/simulator/training/train.ts';

describe('RMSprop', () => {
  it('moves a weight of 1 by −0.2 for a gradient of 0.5: 0.1 · 0.5/√(0.25 · 0.5²)', () => {
    const weight = Float64Array.of(1);
    const meanSquare = Float64Array.of(0);
    const settings = { learningRate: 0.1, decay: 0.75, epsilon: 0 };
    stepRmsprop(weight, Float64Array.of(0.5), meanSquare, settings, float64);
    expect([weight[0], meanSquare[0]]).toEqual([0.8, 0.0625]);
  });

  it('rounds every operation to the precision', () => {
    const weight = Float32Array.of(1);
    stepRmsprop(weight, Float32Array.of(0.3), Float32Array.of(0), kerasRmsprop, float32);
    const square = Math.fround(Math.fround(1 - 0.9) * Math.fround(Math.fround(0.3) * Math.fround(0.3)));
    const root = Math.fround(Math.sqrt(Math.fround(square + Math.fround(1e-7))));
    const change = Math.fround(Math.fround(Math.fround(0.001) * Math.fround(0.3)) / root);
    expect(weight[0]).toBe(Math.fround(1 - change));
  });

  it.each([
    ['learningRate', 0],
    ['learningRate', Number.NaN],
    ['decay', -0.1],
    ['decay', 1],
    ['epsilon', -1e-7],
    ['epsilon', Number.POSITIVE_INFINITY],
    ['rescaling', 0],
  ] as const)('refuses %s = %d', (field, value) => {
    const training = startTraining(miniature, tutorialRecipe);
    const settings = { ...kerasRmsprop, [field]: value };
    expect(() => stepOptimizer(training, training.parameters, settings, float32)).toThrow(
      new RegExp(`^${field} must be .*, but is ${value}$`),
    );
  });
});
