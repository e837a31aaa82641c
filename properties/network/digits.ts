import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Law } from '../../src/conformance/law.ts';
import { type DigitPoint, decidedDigits, digitClasses, digitInput, digitPoints } from '../oracles/nengo-dl.ts';
import { requireSame } from '../require.ts';
import { runNetwork } from './observation.ts';

/** Digits per request: few at first, for slow simulators, then about as many as `lifspec serve` accepts. */
const batchSizes = [5, 20, 25, 25, 25] as const;

interface Batch {
  readonly point: DigitPoint;
  readonly digits: readonly number[];
}

/** All digits at every operating point. */
const batches: readonly Batch[] = batchSizes.flatMap((size, index) => {
  const first = batchSizes.slice(0, index).reduce<number>((sum, before) => sum + before, 0);
  return digitPoints.map((point) => ({ point, digits: decidedDigits.slice(first, first + size) }));
});

/** Answers what matters most to users: whether the tutorial network itself gives the same classes. */
export const classifiesDigitsAsNengoDl: Law = {
  id: 'network/classifies-digits-as-nengo-dl',
  subject: 'class',
  statement: `always gives ${decidedDigits.length} digits the classes of NengoDL's tutorial network at three operating points`,
  needs: ['network'],
  assumes: [...wholeRule, 'spikeHeight', 'amplitude'],
  mostRuns: batches.length,
  patienceSeconds: 20,
  property: (implementation) => {
    const left = [...batches];
    return fc.asyncProperty(fc.constant('the next digits'), async () => {
      const { point, digits } = left.shift() ?? (batches[0] as Batch);
      const { predicted } = await runNetwork(implementation, digitInput(point, digits));
      requireClasses(predicted, { point, digits });
    });
  },
};

function requireClasses(predicted: readonly number[], { point, digits }: Batch): void {
  const expected = digitClasses(point, digits);
  const wrong = digits.filter((_, index) => predicted[index] !== expected[index]);
  const where = `test images ${wrong.join(', ')} at amplitude ${point.amplitude}, floor ${point.minVoltage ?? 'none'}`;
  requireSame(classifiesDigitsAsNengoDl, expected, predicted, where);
}
