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
  statement: "always gives digits the classes of NengoDL's tutorial network, with 34,048 neurons and trained weights",
  needs: ['network'],
  assumes: [...wholeRule, 'spikeHeight', 'amplitude'],
  // every digit takes a tenth of a second
  mostRuns: 2,
  property: (implementation) =>
    fc.asyncProperty(fc.constantFrom(...decidedDigits), async (digit) => {
      for (const point of digitPoints) {
        const { predicted } = await runNetwork(implementation, digitInput(point, [digit]));
        const where = `test image ${digit} at amplitude ${point.amplitude}, floor ${point.minVoltage}`;
        requireSame(classifiesDigitsAsNengoDl, digitClasses(point, [digit]), predicted, where);
      }
    }),
};
