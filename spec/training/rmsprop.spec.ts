import { describe, expect, it } from 'vitest';
import { float32 } from '../../src/base/precision.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { kerasRmsprop, stepOptimizer } from '../../src/simulator/training/rmsprop.ts';
import { startTraining, tutorialRecipe } from '../../src/simulator/training/train.ts';

describe('RMSprop', () => {
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
    expect(() => stepOptimizer(training, training.network, settings, float32)).toThrow(
      new RegExp(`^${field} must be .*, but is ${value}$`),
    );
  });
});
