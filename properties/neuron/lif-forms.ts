import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Law } from '../../src/conformance/law.ts';
import { neuronInput } from '../arbitraries/lif.ts';
import { highPrecisionVoltages } from '../oracles/high-precision-lif.ts';
import { predict } from '../oracles/prediction.ts';
import { requireTrain, requireVoltages, run, trainOf, voltagesOf } from './neuron-run.ts';

/** The rule of the neuron as textbooks and Nengo write it, on any current. */
export const firesAsTextbook: Law = {
  id: 'lif/fires-as-textbook',
  claim: 'rule',
  statement: 'always fires in the steps of the textbook form, as far as rounding cannot decide',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(neuronInput(), async (input) => {
      const got = await run(implementation, input);
      for (const neuron of input.initialVoltage.keys()) {
        const { comparableSteps, spikes } = predict(input, neuron, implementation.precision);
        const train = trainOf(got, neuron).filter((step) => step < comparableSteps);
        requireTrain(firesAsTextbook, spikes, train, comparableSteps, `neuron ${neuron}`);
      }
    }),
};

/** And between its spikes it has the voltages of the textbook form. */
export const voltagesAsTextbook: Law = {
  id: 'lif/voltages-as-textbook',
  claim: 'rule',
  statement: 'always has the voltages of the textbook form, up to what roundings add up to',
  needs: ['neuron'],
  assumes: [...wholeRule, 'shownVoltage'],
  looksAt: ['voltage'],
  property: (implementation) =>
    fc.asyncProperty(neuronInput(), async (input) => {
      const got = await run(implementation, input);
      for (const neuron of input.initialVoltage.keys()) {
        const voltages = voltagesOf(got, neuron);
        if (!voltages) return;
        const { spikes, voltage, voltageError, comparableSteps } = predict(input, neuron, implementation.precision);
        const context = { expectedTrain: spikes, train: trainOf(got, neuron), steps: comparableSteps };
        requireVoltages(voltagesAsTextbook, voltage, voltages, context, (step) => voltageError[step] as number);
      }
    }),
};

/** Steps that the law below looks at: an exponential of 50 digits takes its time. */
const highPrecisionSteps = 24;

/** The equations themselves, worked out in so many digits that their rounding does not count. */
export const voltagesAsEquations: Law = {
  id: 'lif/voltages-as-equations',
  claim: 'rule',
  statement: 'always has the voltages that fifty digits give, up to what roundings add up to',
  needs: ['neuron'],
  assumes: [...wholeRule, 'shownVoltage'],
  looksAt: ['voltage'],
  property: (implementation) =>
    fc.asyncProperty(neuronInput(), async (input) => {
      const steps = Math.min(highPrecisionSteps, input.current.length);
      const got = await run(implementation, { ...input, current: input.current.slice(0, steps) });
      const voltages = voltagesOf(got);
      if (!voltages) return;
      const { spikes, voltageError, comparableSteps } = predict(input, 0, implementation.precision);
      const compared = Math.min(comparableSteps, steps);
      const exact = highPrecisionVoltages(input, 0, compared);
      const context = { expectedTrain: spikes.filter((step) => step < steps), train: trainOf(got), steps: compared };
      requireVoltages(voltagesAsEquations, exact, voltages, context, (step) => 2 * (voltageError[step] as number));
    }),
};
