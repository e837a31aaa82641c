import fc from 'fast-check';
import type { Example } from '../../src/simulator/training/gradient.ts';
import { requireThat } from '../require.ts';
import { course, type TrainingLaw } from './trainer.ts';

/** The order of an epoch depends only on the seed and the number of the epoch, whatever was trained before. */
export const shufflesByName: TrainingLaw = {
  id: 'epoch/shuffles-by-name',
  clause: 'epoch',
  statement: 'always shuffles every epoch by seed and epoch number, whatever was trained before',
  property: (trainer) =>
    fc.asyncProperty(course(), async ({ architecture, recipe, ...drawn }) => {
      // 20 images have 2e18 orders, so no two are equal by chance
      const examples = Array.from(
        { length: 20 },
        (_, n) => ({ ...drawn.examples[n % drawn.examples.length] }) as Example,
      );
      const orders = async (seed: number) => {
        let training = trainer.startTraining(architecture, { ...recipe, order: 'shuffled', seed });
        const shown: string[] = [];
        for (let epoch = 0; epoch < 3; epoch++) {
          const order: number[] = [];
          ({ training } = await trainer.trainEpoch(training, examples, (network, microBatches, ...others) => {
            order.push(...microBatches.flat().map((example: Example) => examples.indexOf(example)));
            return trainer.accumulateGradients(network, microBatches, ...others);
          }));
          shown.push(order.join());
        }
        return shown;
      };
      const [first, other, again] = [
        await orders(recipe.seed),
        await orders(recipe.seed > 0 ? recipe.seed - 1 : 1),
        await orders(recipe.seed),
      ];
      const holds = first.join() === again.join() && new Set([...first, ...other]).size === 6;
      requireThat(holds, shufflesByName, () => ({
        expected: 'six different orders, then the first three again',
        got: { first, other, again },
      }));
    }),
};

export const epochLaws: readonly TrainingLaw[] = [shufflesByName];
