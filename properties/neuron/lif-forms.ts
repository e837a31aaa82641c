import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { extremeLifInput, largeLifInput } from '../arbitraries/large-lif.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { highPrecisionVoltages } from '../oracles/high-precision-lif.ts';
import { predict } from '../oracles/prediction.ts';
import { requireTrain, requireVoltages, run, thresholdRounding, trainOf, voltagesOf } from './neuron-run.ts';

/** Nengo's rule, for any current. A network trained elsewhere relies on it. */
export const firesAsTextbook: Law = {
  id: 'lif/fires-as-textbook',
  clause: 'rule',
  statement: 'always fires in the steps of the textbook form, except where rounding could decide',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), (input) => requirePrediction(firesAsTextbook, implementation, input)),
};

/**
 * Users run hundreds of neurons for seconds. Mistakes about the sizes of buffers and blocks appear only in such runs.
 */
export const firesAsTextbookAtAnySize: Law = {
  id: 'lif/fires-as-textbook-at-any-size',
  clause: 'rule',
  statement: 'always fires as the textbook form with up to 512 neurons or 3,000 steps',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(largeLifInput(), (input) => requirePrediction(firesAsTextbookAtAnySize, implementation, input)),
};

/** Clipped voltages and constants appear only far from usual values. */
export const firesAsTextbookAtAnyScale: Law = {
  id: 'lif/fires-as-textbook-at-any-scale',
  clause: 'rule',
  leastRuns: 50,
  statement:
    'always fires as the textbook form with floors down to −1,000 or none, and steps of τ_rc/10,000 to 30 τ_rc',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(extremeLifInput(), (input) => requirePrediction(firesAsTextbookAtAnyScale, implementation, input)),
};

async function requirePrediction(law: Law, implementation: Implementation, input: NeuronInput): Promise<void> {
  const got = await run(implementation, input);
  for (const neuron of input.initialVoltage.keys()) {
    const { comparableSteps, spikes } = predict(input, neuron, implementation.precision);
    const train = trainOf(got, neuron).filter((step) => step < comparableSteps);
    requireTrain(law, spikes, train, comparableSteps, `neuron ${neuron}`);
  }
}

/** Between spikes, the voltages follow the textbook form too. */
export const voltagesAsTextbook: Law = {
  id: 'lif/voltages-as-textbook',
  clause: 'rule',
  statement: 'always has the voltages of the textbook form, within the accumulated rounding error',
  needs: ['neuron'],
  assumes: [...wholeRule, 'shownVoltage'],
  looksAt: ['voltage'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), async (input) => {
      const got = await run(implementation, input);
      for (const neuron of input.initialVoltage.keys()) {
        const voltages = voltagesOf(got, neuron);
        if (!voltages) return;
        const { spikes, voltage, voltageError, comparableSteps } = predict(input, neuron, implementation.precision);
        const context = { expectedTrain: spikes, train: trainOf(got, neuron), steps: comparableSteps };
        requireVoltages(voltagesAsTextbook, voltage, voltages, context, (step) =>
          Math.max(voltageError[step] as number, thresholdRounding(implementation)),
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
