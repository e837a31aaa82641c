import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import { precisionOfTraining } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import type { TrainingLaw } from './trainer.ts';

/**
 * How far a probability may be off, as a share of 1: logits of at most ln 100 < 7 are right to within 3 roundoffs of
 * themselves, so an exponential to within 21 + 3 of itself, and a share of all odds to within twice that and some; 100 leaves
 * room for other orders of operations. A loss is a logarithm of a share, at most ln 1000 < 7 large.
 */
const probabilityTolerance = 100 * unitRoundoff.float64;
const largestLoss = 7;

const float64 = () => precisionOfTraining('float64');

/** A class with so many of all odds costs the logarithm of the odds against the rest. */
export const isTheSurprise: TrainingLaw = {
  id: 'loss/is-the-surprise',
  claim: 'loss',
  statement:
    'always charges ln(all/own) for a class that has its own share of all odds, and asks for the share it lacks',
  property: ({ crossEntropy }) =>
    fc.asyncProperty(
      oddsOfClasses(),
      fc.nat(),
      fc.integer({ min: 1, max: 300 }),
      float64(),
      async (odds, place, batchSize, precision) => {
        const label = place % odds.length;
        const all = odds.reduce((sum, own) => sum + own, 0);
        const logits = odds.map(Math.log);
        const { loss, gradient } = crossEntropy(logits, label, batchSize, precision);
        const expected = {
          loss: Math.log(all / (odds[label] as number)),
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

/** Only differences of logits count. */
export const ignoresACommonShift: TrainingLaw = {
  id: 'loss/ignores-a-common-shift',
  claim: 'loss',
  statement: 'never changes, to the last bit, when all logits rise by the same amount',
  property: ({ crossEntropy }) =>
    fc.asyncProperty(
      logitsOnGrid(),
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.nat(),
      float64(),
      async (logits, shift, place, precision) => {
        const label = place % logits.length;
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

/** What one class is pushed up, the others are pushed down, however large the logits. */
export const pushesInBalance: TrainingLaw = {
  id: 'loss/pushes-in-balance',
  claim: 'loss',
  statement: 'always pushes the right class up by as much as the others down, however large the logits',
  property: ({ crossEntropy }) =>
    fc.asyncProperty(
      logitsOnGrid(),
      fc.constantFrom(1, 2 ** 10, 2 ** 120),
      fc.nat(),
      float64(),
      async (grid, scale, place, precision) => {
        const logits = grid.map((logit) => logit * scale);
        const label = place % logits.length;
        const { loss, gradient } = crossEntropy(logits, label, 1, precision);
        const slopes = Array.from(gradient);
        const balance = slopes.reduce((sum, slope) => sum + slope, 0);
        // n probabilities, their sum, the subtraction of 1, and the sum here: each within n roundoffs of at most 1
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

/** Whole odds of 2 to 10 classes. */
function oddsOfClasses(): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 10 });
}

/** Sixteenths from −64 to 64, of 2 to 10 classes. */
function logitsOnGrid(): fc.Arbitrary<number[]> {
  const sixteenths = fc.integer({ min: -1024, max: 1024 }).map((n) => n / 16);
  return fc.array(sixteenths, { minLength: 2, maxLength: 10 });
}

/** What the loss is, in reading order. */
export const lossLaws: readonly TrainingLaw[] = [isTheSurprise, ignoresACommonShift, pushesInBalance];
