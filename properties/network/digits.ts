import fc from 'fast-check';
import { areNengos } from '../../src/conformance/assumption.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { simulatorOf } from '../../src/conformance/chosen-simulator.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { type DigitPoint, decidedDigits, digitClasses, digitInput, digitPoints } from '../oracles/nengo-dl.ts';
import { requireSame } from '../require.ts';
import { runNetwork } from './observation.ts';

/** Digits per request. NengoDL misclassifies two of them at amplitude 0.5. */
const batchSize = 10;

interface Batch {
  readonly point: DigitPoint;
  readonly digits: readonly number[];
}

/** The digits at every operating point. */
const batches: readonly Batch[] = digitPoints.map((point) => ({ point, digits: decidedDigits.slice(0, batchSize) }));

/** One digit at every operating point, for neurons of other rules: the readable code takes most of a second for each. */
const batchesOfOtherRules: readonly Batch[] = digitPoints.map((point) => ({
  point,
  digits: decidedDigits.slice(0, 1),
}));

/**
 * Answers what matters most to users: whether the tutorial network itself gives the same classes. Networks with neurons
 * of other rules have classes other than NengoDL's.
 */
export const classifiesDigitsAsNengoDl: Law = {
  id: 'network/classifies-digits-as-nengo-dl',
  clause: 'class',
  statement: `always gives ${batchSize} digits the classes of NengoDL's tutorial network at three operating points, or one digit those of the declared rule`,
  needs: ['network'],
  mostRuns: batches.length,
  property: (implementation, conventions = nengoConventions) => {
    const isNengo = areNengos(conventions);
    const left = isNengo ? [...batches] : [...batchesOfOtherRules];
    return fc.asyncProperty(fc.constant('the next digits'), async () => {
      const batch = left.shift();
      if (batch === undefined) return;
      const input = digitInput(batch.point, batch.digits);
      const { predicted } = await runNetwork(implementation, input);
      const expected = isNengo ? digitClasses(batch.point, batch.digits) : await classesByRule(conventions, input);
      if (expected !== undefined) requireClasses(expected, predicted, batch);
    });
  },
};

/** The part of the largest read-out by which a class must lead, so that rounding cannot decide it. */
const decidedLead = 1e-3;

/** Undefined if rounding could decide a class. */
async function classesByRule(conventions: Conventions, input: NetworkInput): Promise<readonly number[] | undefined> {
  const { predicted, readout } = await simulatorOf(conventions).network(input);
  const isDecided = readout.every((values) => {
    const [first = 0, second = 0] = values.toSorted((a, b) => b - a);
    return first - second > decidedLead * Math.max(...values.map(Math.abs));
  });
  return isDecided ? predicted : undefined;
}

function requireClasses(expected: readonly number[], predicted: readonly number[], { point, digits }: Batch): void {
  const wrong = digits.filter((_, index) => predicted[index] !== expected[index]);
  const where = `test images ${wrong.join(', ')} at amplitude ${point.amplitude}, floor ${point.minVoltage}`;
  requireSame(classifiesDigitsAsNengoDl, expected, predicted, where);
}
