import fc from 'fast-check';
import { square } from '../../src/base/elementary.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import { type Course, exponentOfTwo, precisionOfTraining } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import type { TrainingLaw } from './trainer.ts';

/** One weight before an optimizer step. */
interface Weight {
  readonly weight: number;
  readonly slope: number;
  readonly meanSquare: number;
}

/**
 * Relative error in roundoffs. The mean square takes two rounded settings, three products and a sum of two positive
 * terms. The change takes another root, product and quotient, and the root halves the error of the mean square.
 */
const roundoffsOfAStep = 8;

/** w ← w − learning rate · gradient/√(mean square + ε), after  mean square ← ρ · mean square + (1 − ρ) · gradient². */
export const followsItsEquation: TrainingLaw = {
  id: 'rmsprop/follows-its-equation',
  clause: 'optimizer',
  statement: 'always moves a weight by learning rate · gradient/√(mean square + ε), with the new mean square',
  property: ({ stepRmsprop }) =>
    fc.asyncProperty(oneWeight(), stepSettings(), precisionOfTraining(), async (before, settings, precision) => {
      const { weight, slope, meanSquare, learningRate, decay, epsilon } = { ...before, ...settings };
      const [weights, squares] = [precision.array.from([weight]), precision.array.from([meanSquare])];
      stepRmsprop(weights, precision.array.from([slope]), squares, settings, precision);

      const expectedSquare = decay * meanSquare + (1 - decay) * square(slope);
      const change = (learningRate * slope) / Math.sqrt(expectedSquare + epsilon);
      const u = unitRoundoff[precision.name];
      const expected = { weight: weight - change, meanSquare: expectedSquare };
      const got = { weight: weights[0] as number, meanSquare: squares[0] as number };
      const holds =
        Math.abs(got.meanSquare - expectedSquare) <= roundoffsOfAStep * u * expectedSquare &&
        Math.abs(got.weight - expected.weight) <=
          u * (roundoffsOfAStep * Math.abs(change) + 2 * Math.abs(expected.weight));
      requireThat(holds, followsItsEquation, () => ({ expected, got }));
    }),
};

/** ε is under the root, so it has the units of a squared gradient. Only then can training be rescaled. */
export const hasUnits: TrainingLaw = {
  id: 'rmsprop/has-units',
  clause: 'rescaling',
  statement: 'always takes the same step, to the last bit, for 2ⁿ times the gradient with 4ⁿ times the ε',
  property: ({ stepRmsprop }) =>
    fc.asyncProperty(
      oneWeight(),
      stepSettings(),
      precisionOfTraining(),
      exponentOfTwo(),
      async (before, settings, precision, n) => {
        const step = (scale: number) => {
          const weights = precision.array.from([before.weight]);
          const squares = precision.array.from([before.meanSquare * square(scale)]);
          const inUnits = { ...settings, epsilon: settings.epsilon * square(scale) };
          stepRmsprop(weights, precision.array.from([before.slope * scale]), squares, inUnits, precision);
          return { weight: weights[0] as number, meanSquare: (squares[0] as number) / square(scale) };
        };
        const [expected, got] = [step(1), step(2 ** n)];
        const holds = got.weight === expected.weight && got.meanSquare === expected.meanSquare;
        requireThat(holds, hasUnits, () => ({ expected, got }));
      },
    ),
};

/** Weight, gradient and mean square in sixteenths. The gradient is never 0; the mean square may be. */
function oneWeight(): fc.Arbitrary<Weight> {
  const sixteenths = (min: number, max: number) => fc.integer({ min, max }).map((n) => n / 16);
  return fc.record({
    weight: sixteenths(-64, 64),
    slope: fc.oneof(sixteenths(-64, -1), sixteenths(1, 64)),
    meanSquare: fc.oneof(fc.constant(0), sixteenths(1, 64)),
  });
}

function stepSettings(): fc.Arbitrary<Omit<Course['recipe']['optimizer'], 'rescaling'>> {
  return fc.record({
    learningRate: fc.constantFrom(0.001, 0.1, 1),
    decay: fc.constantFrom(0, 0.25, 0.9, 0.99),
    epsilon: fc.constantFrom(1e-7, 0.01, 1),
  });
}

export const rmspropLaws: readonly TrainingLaw[] = [followsItsEquation, hasUnits];
