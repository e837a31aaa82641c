import fc from 'fast-check';
import { describe, it } from 'vitest';
import { requireEqual, sameGradients } from '../../properties/engine/equality.ts';
import { compile } from '../../src/engine/kernel.ts';
import { tutorial } from '../../src/simulator/network/architecture.ts';
import { startTraining, tutorialRecipe } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { describeSlow } from '../slow.ts';
import { sumReadably, sumWith } from './sum-gradients.ts';

describe('the engine in training', async () => {
  const module = await compile();

  it(sameGradients.statement, () => fc.assert(sameGradients.property(sumWith(module), sumReadably)));
});

describeSlow('the engine in training', () => {
  it('sums the gradients of two digits in the tutorial network as the readable code does', async () => {
    const { images, labels } = loadMnist('train');
    const examples = [0, 1].map((index) => ({ image: images[index] as Uint8Array, label: labels[index] as number }));
    const { network } = startTraining(tutorial, tutorialRecipe);
    const [expected, got] = [sumReadably, sumWith(await compile())].map((sum) => sum(network, 0.01, [examples], 200));
    requireEqual(sameGradients, expected, got);
  });
});
