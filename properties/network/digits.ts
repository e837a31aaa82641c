import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Law } from '../../src/conformance/law.ts';
import { decidedDigits, digitClasses, digitInput, digitPoints } from '../oracles/nengo-dl.ts';
import { requireSame } from '../require.ts';
import { runNetwork } from './observation.ts';

/** What a user wants to know: whether the tutorial network itself gives the same answers. */
export const classifiesDigitsAsNengoDl: Law = {
  id: 'network/classifies-digits-as-nengo-dl',
  subject: 'class',
  statement: `always gives ${decidedDigits.length} digits the classes of NengoDL's tutorial network at three operating points`,
  needs: ['network'],
  assumes: [...wholeRule, 'spikeHeight', 'amplitude'],
  // there is only one input: every digit, because sending the weights takes longer than running a digit
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(fc.constant(decidedDigits), async (digits) => {
      for (const point of digitPoints) {
        const expected = digitClasses(point, digits);
        const { predicted } = await runNetwork(implementation, digitInput(point, digits));
        const wrong = digits.filter((_, index) => predicted[index] !== expected[index]);
        const where = `test images ${wrong.join(', ')} at amplitude ${point.amplitude}, floor ${point.minVoltage ?? 'none'}`;
        requireSame(classifiesDigitsAsNengoDl, expected, predicted, where);
      }
    }),
};
