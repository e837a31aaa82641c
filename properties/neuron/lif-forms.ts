import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Law } from '../../src/conformance/law.ts';
import { legalNeuron, longNeuron } from '../arbitraries/legal-neuron.ts';
import { smallFirst } from '../arbitraries/scale.ts';
import { inTwoOrders } from '../arbitraries/size.ts';
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
  times: 4,
  property: (implementation, { shownVoltage } = nengoConventions) =>
    fc.asyncProperty(anyNeuron(), async (drawn) => {
      for (const current of inTwoOrders(drawn.current)) {
        const input = { ...drawn, current };
        const got = await run(implementation, input);
        for (const neuron of input.initialVoltage.keys()) {
          const { voltageError, ...predicted } = predict(input, neuron, implementation.precision);
          const voltages = shownVoltage === 'after-reset' ? voltagesOf(got, neuron) : undefined;
          const allowed = voltageError.map((error) => Math.max(error, thresholdRounding(implementation)));
          const own = { train: trainOf(got, neuron), voltages };
          requirePredicted(firesAsTextbook, own, { ...predicted, voltageError: allowed, note: `neuron ${neuron}` });
        }
      }
    }),
};

const anyNeuron = () =>
  fc.oneof(smallFirst, { weight: 5, arbitrary: legalNeuron() }, { weight: 1, arbitrary: longNeuron() });
