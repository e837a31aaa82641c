import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireEqual } from '../../properties/engine/equality.ts';
import { type SumGradients, sameGradients } from '../../properties/engine/training.ts';
import { changeOf } from '../../properties/mutants/kernel-mutant.ts';
import { trainingKernelMutants } from '../../properties/mutants/training-kernel.ts';
import { compileKernel } from '../../scripts/compile-kernel.mjs';
import { createGradientAccumulator } from '../../src/engine/gradient-accumulator.ts';
import { compile, type KernelModule } from '../../src/engine/kernel.ts';
import { tutorial } from '../../src/simulator/network/architecture.ts';
import { accumulateGradients } from '../../src/simulator/training/micro-batch.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { networkOf, startTraining } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';

const readable: SumGradients = (network, amplitude, microBatches, batchSize) =>
  accumulateGradients(network, microBatches, batchSize, { ...tutorialRecipe, amplitude });

const summing =
  (module: KernelModule): SumGradients =>
  (network, amplitude, microBatches, batchSize) => {
    const { use, sum } = createGradientAccumulator(network.architecture, amplitude, module);
    use(network);
    return microBatches.map((examples) => sum(examples, batchSize));
  };

describe('the engine in training', async () => {
  const module = await compile();

  it('sums the gradients of two digits in the tutorial network as the readable code does', () => {
    const { images, labels } = loadMnist('train');
    const examples = [0, 1].map((index) => ({ image: images[index] as Uint8Array, label: labels[index] as number }));
    const network = networkOf(startTraining(tutorial, tutorialRecipe));
    const [expected, got] = [readable, summing(module)].map((sum) => sum(network, 0.01, [examples], 200));
    requireEqual(sameGradients, expected, got);
  });

  it('refuses an amplitude of 0', () => {
    expect(() => createGradientAccumulator(tutorial, 0, module)).toThrow(
      'amplitude must be a finite number above 0, but is 0',
    );
  });

  it(sameGradients.statement, () => fc.assert(sameGradients.property(summing(module), readable)));
});

describe('a wrong kernel of training', () => {
  for (const mutant of trainingKernelMutants) {
    it(`breaks the law if it ${mutant.name}`, async () => {
      const wrong = await compile(await compileKernel({ change: changeOf(mutant), optimization: '-O0' }));
      const { failed } = await fc.check(sameGradients.property(summing(wrong), readable), { endOnFailure: true });
      expect(failed).toBe(true);
    });
  }
});
