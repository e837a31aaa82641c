import fc from 'fast-check';
import { log } from '../../src/base/elementary.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import { precisionOfTraining } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import type { TrainingLaw } from './trainer.ts';

/**
 * Error of a probability: logits of at most ln 100 < 7 have a relative error of 3 roundoffs, so an exponential has one
 * of 21 + 3, and a normalized one somewhat more than twice that. 100 leaves room for other orders of operations. A loss
 * is the logarithm of a probability, at most ln 1000 < 7.
 */
const probabilityTolerance = 100 * unitRoundoff.float64;
const largestLoss = 7;

const float64 = () => precisionOfTraining('float64');

/**
 * Cross-entropy of probabilities in the ratio of whole odds:  loss = −ln p,  gradient = p − 1 for the label, else p.
 */
export const isTheSurprise: TrainingLaw = {
  id: 'loss/is-the-surprise',
  clause: 'loss',
  statement: 'always has the loss −ln p for a label of probability p, and the gradient of that loss',
  property: ({ crossEntropy }) =>
    fc.asyncProperty(
      oddsOfClasses(),
      fc.nat(),
      fc.integer({ min: 1, max: 300 }),
      float64(),
      async (odds, drawn, batchSize, precision) => {
        const label = drawn % odds.length;
        const all = odds.reduce((sum, own) => sum + own, 0);
        const logits = odds.map(log);
        const { loss, gradient } = crossEntropy(logits, label, batchSize, precision);
        const expected = {
          loss: log(all / (odds[label] as number)),
          gradient: odds.map((own, index) => (own / all - (index === label ? 1 : 0)) / batchSize),
        };
        const holds =
          Math.abs(loss - expected.loss) <= largestLoss * probabilityTolerance &&
          expected.gradient.every(
            (slope, index) => Math.abs((gradient[index] as number) - slope) * batchSize <= probabilityTolerance,
          );
        requireThat(holds, isTheSurprise, () => ({ expected, got: { loss, gradient } }));
      },
    ),
};

/** Only the differences between logits matter. */
export const ignoresACommonShift: TrainingLaw = {
  id: 'loss/ignores-a-common-shift',
  clause: 'loss',
  statement: 'never changes, to the last bit, if all logits increase by the same amount',
  property: ({ crossEntropy }) =>
    fc.asyncProperty(
      logitsOnGrid(),
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.nat(),
      float64(),
      async (logits, shift, drawn, precision) => {
        const label = drawn % logits.length;
        const before = crossEntropy(logits, label, 1, precision);
        const shifted = logits.map((logit) => logit + shift / 16); // exact: sixteenths below 2^17
        const after = crossEntropy(shifted, label, 1, precision);
        const holds =
          before.loss === after.loss && before.gradient.every((slope, index) => slope === after.gradient[index]);
        requireThat(holds, ignoresACommonShift, () => ({
          expected: before,
          got: after,
        }));
      },
    ),
};

/** Probabilities sum to 1, so the gradient sums to 0, without overflow at any logit. */
export const pushesInBalance: TrainingLaw = {
  id: 'loss/pushes-in-balance',
  clause: 'loss',
  statement: 'always has a gradient that sums to 0, negative for the label only, however large the logits',
  property: ({ crossEntropy }) =>
    fc.asyncProperty(
      logitsOnGrid(),
      fc.constantFrom(1, 2 ** 10, 2 ** 120),
      fc.nat(),
      float64(),
      async (grid, scale, drawn, precision) => {
        const logits = grid.map((logit) => logit * scale);
        const label = drawn % logits.length;
        const { loss, gradient } = crossEntropy(logits, label, 1, precision);
        const slopes = Array.from(gradient);
        const balance = slopes.reduce((sum, slope) => sum + slope, 0);
        // n probabilities, their sum, the subtraction of 1 and the sum below: each within n roundoffs of at most 1
        const tolerance = 4 * logits.length * unitRoundoff.float64;
        const holds =
          Number.isFinite(loss) &&
          loss >= 0 &&
          Math.abs(balance) <= tolerance &&
          slopes.every((slope, index) => (index === label ? slope <= 0 : slope >= 0));
        requireThat(holds, pushesInBalance, () => ({
          expected: { balance: 0, tolerance },
          got: { loss, slopes, balance },
        }));
      },
    ),
};

/** Odds of 2 to 10 classes: whole numbers. */
function oddsOfClasses(): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 10 });
}

/** Logits of 2 to 10 classes: sixteenths from −64 to 64. */
function logitsOnGrid(): fc.Arbitrary<number[]> {
  const sixteenths = fc.integer({ min: -1024, max: 1024 }).map((n) => n / 16);
  return fc.array(sixteenths, { minLength: 2, maxLength: 10 });
}

export const lossLaws: readonly TrainingLaw[] = [isTheSurprise, ignoresACommonShift, pushesInBalance];
