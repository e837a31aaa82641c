import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainedLaws } from '../../properties/laws.ts';
import { referenceTrainer } from '../../properties/mutants/training.ts';
import { trainingLaws } from '../../properties/training/trainer.ts';
import { Refusal } from '../../src/base/requirement.ts';
import { miniature, tutorial } from '../../src/simulator/network/architecture.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { crossEntropy } from '../../src/simulator/training/loss.ts';
import { mapParameters } from '../../src/simulator/training/parameters.ts';
import { startTraining, trainEpoch, tutorialRecipe } from '../../src/simulator/training/train.ts';
import { holds } from '../holds.ts';

describe('training', () => {
  it('changes 124,682 weights and 34,048 neuron biases of the tutorial network', () => {
    const { network } = startTraining(tutorial, tutorialRecipe);
    let count = 0;
    mapParameters(network, (values) => {
      count += values.length;
      return values;
    });
    expect(count).toBe(124_682 + 34_048);
  });

  it('counts its epochs, and reports the mean loss and the accuracy of each', async () => {
    const start = startTraining(miniature, tutorialRecipe);
    const examples = [1, 3].map((label) => {
      return { image: Uint8Array.from({ length: 784 }, (_, pixel) => (pixel * (label + 3)) % 256), label };
    });
    const network = foldForRates(start.network, tutorialPoint);
    const losses = examples.map(({ image, label }) => {
      return crossEntropy(runRates(network, image).readout, label, 2, tutorialRecipe.precision).loss;
    });
    const { training, summary } = await trainEpoch(start, examples);
    expect(training.epoch).toBe(1);
    expect(summary.loss).toBeCloseTo(((losses[0] as number) + (losses[1] as number)) / 2, 12);
  });

  it.each([{ amplitude: 0 }, { batchSize: 0.5 }, { seed: -1 }])('refuses %j before anything is computed', (wrong) => {
    expect(() => startTraining(miniature, { ...tutorialRecipe, ...wrong })).toThrow(Refusal);
  });

  it('refuses an epoch without images', async () => {
    const training = startTraining(miniature, tutorialRecipe);
    await expect(trainEpoch(training, [])).rejects.toThrow('number of training images must be a whole number of 1');
  });

  // every mutant breaks them on the first input
  for (const law of trainingLaws)
    it(`${law.clause}: ${law.statement}`, () => fc.assert(law.property(referenceTrainer), { numRuns: 5 }));
});

describe('a network that an implementation trains itself', () => {
  for (const law of trainedLaws) holds(law);
});
