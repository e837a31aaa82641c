import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Law } from '../../src/conformance/law.ts';
import { legalNeuron } from '../arbitraries/legal-neuron.ts';
import { predict } from '../oracles/prediction.ts';
import { requirePredicted, run, thresholdRounding, trainOf, voltagesOf } from './neuron-run.ts';

/**
 * Nengo's rule, on any legal input, by an oracle that shares no code with lifspec. A network trained elsewhere relies
 * on it.
 */
export const firesAsTextbook: Law = {
  id: 'lif/fires-as-textbook',
  clause: 'integration',
  statement: 'always has the spikes and voltages of the textbook form, up to where rounding could decide a spike',
  needs: ['neuron'],
  assumes: [...wholeRule],
  times: 5,
  property: (implementation, { shownVoltage } = nengoConventions) =>
    fc.asyncProperty(legalNeuron(), async (input) => {
      const got = await run(implementation, input);
      for (const neuron of input.initialVoltage.keys()) {
        const { voltageError, ...predicted } = predict(input, neuron, implementation.precision);
        const voltages = shownVoltage === 'after-reset' ? voltagesOf(got, neuron) : undefined;
        requirePredicted(
          firesAsTextbook,
          { train: trainOf(got, neuron), voltages },
          {
            ...predicted,
            voltageError: voltageError.map((error) => Math.max(error, thresholdRounding(implementation))),
            note: `neuron ${neuron}`,
          },
        );
      }
    }),
};
