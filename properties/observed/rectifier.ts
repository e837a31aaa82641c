import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { legalTraining } from '../arbitraries/legal-training.ts';
import type { ImageReadout } from '../oracles/rectifier.ts';
import { requireThat } from '../require.ts';

const clause = 'C5';
const statement = 'never changes its class with the amplitude of its units, and scales its read-out exactly';

/**
 * A counterexample: C5 is not a theorem about every network. The read-out of rectifiers without biases is proportional
 * to the amplitude of each layer, so the amplitude never changes its order. For powers of two, it is exactly
 * proportional.
 */
export const rectifiersIgnoreAmplitude: Pick<Law, 'id' | 'clause' | 'statement'> & {
  readonly property: (readout: ImageReadout) => fc.IAsyncProperty<unknown>;
} = {
  id: 'rectifier/does-not-mind-the-amplitude',
  clause,
  statement,
  property: (readout) =>
    fc.asyncProperty(legalTraining(), fc.integer({ min: -8, max: 8 }), async (drawn, power) => {
      const { architecture, weights, images } = drawn;
      const network = { architecture, ...weights };
      const [image] = images as [Uint8Array];
      const before = Array.from(readout(network, image, 1));
      const after = Array.from(readout(network, image, 2 ** power));
      const factor = 2 ** (power * architecture.hidden.length);
      const expected = before.map((value) => value * factor);
      const holds = after.every((value, label) => value === expected[label]);
      requireThat(holds, { clause, statement }, () => ({ expected, got: after }));
    }),
};
