import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Law } from '../../src/conformance/law.ts';
import { legalNeuron } from '../arbitraries/legal-neuron.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { highPrecisionVoltages } from '../oracles/high-precision-lif.ts';
import { predict } from '../oracles/prediction.ts';
import { requirePredicted, requireVoltages, run, thresholdRounding, trainOf, voltagesOf } from './neuron-run.ts';

/**
 * Nengo's rule, on any legal input, by an oracle that shares no code with lifspec. A network trained elsewhere relies
 * on it.
 */
export const firesAsTextbook: Law = {
  id: 'lif/fires-as-textbook',
  clause: 'rule',
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

/** The number of steps that the next law compares; it is small because an exponential with 50 digits is slow. */
const highPrecisionSteps = 24;

/**
 * The prediction that decides which steps are compared also has rounding errors, as large as those of the
 * implementation.
 */
const errorsOfBoth = 2;

/** Compares with the equations, evaluated with enough digits that their own rounding does not matter. */
export const voltagesAsEquations: Law = {
  id: 'lif/voltages-as-equations',
  clause: 'integration',
  statement: 'always has the voltages of the equations in 50-digit arithmetic, within the accumulated rounding error',
  needs: ['neuron'],
  assumes: [...wholeRule, 'shownVoltage'],
  looksAt: ['voltage'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), async (input) => {
      const steps = Math.min(highPrecisionSteps, input.current.length);
      const got = await run(implementation, { ...input, current: input.current.slice(0, steps) });
      const voltages = voltagesOf(got);
      if (!voltages) return;
      const { spikes, voltageError, comparableSteps } = predict(input, 0, implementation.precision);
      const compared = Math.min(comparableSteps, steps);
      const exact = highPrecisionVoltages(input, 0, compared);
      const context = { expectedTrain: spikes.filter((step) => step < steps), train: trainOf(got), steps: compared };
      requireVoltages(
        voltagesAsEquations,
        exact,
        voltages,
        context,
        (step) => errorsOfBoth * Math.max(voltageError[step] as number, thresholdRounding(implementation)),
      );
    }),
};
