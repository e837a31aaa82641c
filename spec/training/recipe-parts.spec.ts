import { describe, expect, it } from 'vitest';
import { trainDivided } from '../../scripts/write-recipe.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { networkOf, startTraining, trainEpoch } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';

const amplitude = 0.5;
const recipe = { ...tutorialRecipe, amplitude, batchSize: 20 };
const { images, labels } = loadMnist('train');
const examples = images.slice(0, 40).map((image, index) => ({ image, label: labels[index] as number }));
const trainWith = async (rescaling: number) => {
  const start = startTraining(miniature, { ...recipe, optimizer: { ...recipe.optimizer, rescaling } });
  return networkOf((await trainEpoch(start, examples)).training);
};

describe('training with parts of the recipe divided by k', () => {
  it('is plain training if no part is, and rescaled training if both are', async () => {
    expect(await trainDivided(miniature, recipe, [], examples)).toEqual(await trainWith(1));
    const both = await trainDivided(miniature, recipe, ['start', 'learning rate'], examples);
    expect(both).toEqual(await trainWith(50));
  });

  it('is neither if one part is', async () => {
    const [start, rate] = [
      await trainDivided(miniature, recipe, ['start'], examples),
      await trainDivided(miniature, recipe, ['learning rate'], examples),
    ];
    const others = [start, rate, await trainWith(1), await trainWith(50)];
    expect(new Set(others.map(({ readout }) => readout.weight.join())).size).toBe(4);
  });
});
