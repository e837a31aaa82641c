import fc from 'fast-check';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { stripes } from '../arbitraries/trained.ts';
import { wholeRule } from '../assumptions.ts';
import { requireThat } from '../require.ts';

/** Enough epochs, of one optimizer step each, to classify the stripes with two layers at the usual amplitude. */
const recipe = { epochs: 40, classes: 3, columns: 2, channels: [8, 8], imagesPerClass: 2 };

/**
 * The largest loss that does not count, and the number of seeds that are tried until one loses more. Of 200 seeds, 195
 * lose more (0.62 ± 0.16), so at least 94 % of all seeds do (95 %), and six that do not occur once in 2 · 10⁷. A recipe
 * that loses nothing, such as one with rescaled initial weights, is refuted.
 */
const fall = { loss: 0.26, seeds: 6 };

/** The original question can be read like this: the same recipe for every amplitude. It prevents no loss. */
export const fallsThoughRetrained: Law = {
  id: 'trained/falls-though-retrained',
  clause: 'C11',
  statement:
    'always loses more than a quarter of the images from amplitude 0.01 to 0.5, retrained from one of six seeds',
  needs: ['training'],
  assumes: [...wholeRule, 'spikeHeight', 'amplitude'], // without a floor, one seed in three loses little
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(fc.nat({ max: 2 ** 20 }), async (first) => {
      const train = capabilityOf(implementation, 'training');
      const losses: number[] = [];
      for (let seed = first; seed < first + fall.seeds; seed++) {
        const input = {
          ...stripes({ ...recipe, seed }),
          epochs: recipe.epochs,
          batchSize: recipe.classes * recipe.imagesPerClass,
        };
        const [usual, large] = [await train(input), await train({ ...input, amplitude: 0.5 })];
        const loss = usual.spikingAccuracy - large.spikingAccuracy;
        if (loss > fall.loss) return;
        losses.push(loss);
      }
      const expected = `a loss of more than ${fall.loss} from amplitude 0.01 to 0.5, for one of ${fall.seeds} seeds`;
      requireThat(false, fallsThoughRetrained, () => ({ expected, got: losses }));
    }),
};
