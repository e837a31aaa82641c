import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SumErrors, sameErrors } from '../../properties/engine/training.ts';
import { changeOf } from '../../properties/mutants/kernel-mutant.ts';
import { trainingKernelMutants } from '../../properties/mutants/training-kernel.ts';
import { compileKernel } from '../../scripts/compile-kernel.mjs';
import { compile, type KernelModule } from '../../src/engine/kernel.ts';
import { createGradientAccumulator } from '../../src/engine/training.ts';
import { tutorial } from '../../src/simulator/network/architecture.ts';
import { accumulateGradients } from '../../src/simulator/training/micro-batch.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { networkOf, startTraining } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';

const numRuns = 4 * (fc.readConfigureGlobal().numRuns ?? 100);

const readable: SumErrors = (network, amplitude, microBatches, batchSize) =>
  accumulateGradients(network, microBatches, batchSize, { ...tutorialRecipe, amplitude });

const summing =
  (module: KernelModule): SumErrors =>
  (network, amplitude, microBatches, batchSize) => {
    const { use, sum } = createGradientAccumulator(network.architecture, amplitude, module);
    use(network);
    return microBatches.map((examples) => sum(examples, batchSize));
  };

describe('the engine in training', () => {
  let module: KernelModule;
  beforeAll(async () => {
    module = await compile();
  });

  it('sums the errors of two digits in the tutorial network as the readable code does', () => {
    const { images, labels } = loadMnist('train');
    const examples = [0, 1].map((index) => ({ image: images[index] as Uint8Array, label: labels[index] as number }));
    const network = networkOf(startTraining(tutorial, tutorialRecipe));
    expect(summing(module)(network, 0.01, [examples], 200)).toEqual(readable(network, 0.01, [examples], 200));
  });

  it('refuses an amplitude of 0', () => {
    expect(() => createGradientAccumulator(tutorial, 0, module)).toThrow(
      'amplitude must be a finite number above 0, but is 0',
    );
  });

  it(sameErrors.statement, () => fc.assert(sameErrors.property(summing(module), readable), { numRuns }));
});

describe('a training kernel with one thing changed', () => {
  for (const mutant of trainingKernelMutants) {
    it(`breaks the law if it ${mutant.name}`, async () => {
      const wrong = await compile(await compileKernel(changeOf(mutant)));
      const { failed } = fc.check(sameErrors.property(summing(wrong), readable), { endOnFailure: true });
      expect(failed).toBe(true);
    });
  }
});
