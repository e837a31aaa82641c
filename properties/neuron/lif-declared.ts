import fc from 'fast-check';
import { type PrecisionName, precisions, unitRoundoff } from '../../src/base/precision.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { ruleOf } from '../../src/conformance/conventions/rule.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { anyStepInput } from '../arbitraries/any-step.ts';
import { initialVoltage, lifSettings } from '../arbitraries/lif.ts';
import { declaredHeight, predictByRule } from '../oracles/declared-rule.ts';
import { requireThat } from '../require.ts';
import { justBeside } from './lif-threshold.ts';
import { requirePredicted, requireTrain, run, trainOf, voltagesOf } from './neuron-run.ts';

/** Roundings of amplitude, dt and their quotient, in any unit of time. */
const roundingsOfHeight = 6;

/** What is refuted if only the height is wrong. */
const hasDeclaredHeight = { subject: 'spike-height', statement: 'sends spikes of the declared height' };

/**
 * Other laws assume some of Nengo's conventions. This one holds a neuron to all that it declares, at steps from
 * τ_rc/10,000 to 29 τ_rc: a clamped decay, for example, shows only in steps longer than τ_rc.
 */
export const firesAsDeclared: Law = {
  id: 'lif/fires-as-declared',
  subject: 'rule',
  statement:
    'always has the spikes and voltages of its declared rule at any dt/τ_rc, except where rounding could decide',
  needs: ['neuron'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(anyStepInput(), async (input) => {
      const { precision } = implementation;
      const got = await run(implementation, input);
      for (const neuron of input.initialVoltage.keys()) {
        const predicted = predictByRule(conventions, input, neuron, precision);
        const own = { train: trainOf(got, neuron), voltages: voltagesOf(got, neuron) };
        requirePredicted(firesAsDeclared, own, { ...predicted, note: `neuron ${neuron}` });
      }
      const height = declaredHeight(conventions, input, precision);
      const isNear = Math.abs(got.spikeHeight - height) <= roundingsOfHeight * unitRoundoff[precision] * height;
      requireThat(isNear, hasDeclaredHeight, () => ({
        expected: `height ${height}`,
        got: `height ${got.spikeHeight}`,
      }));
    }),
};

/** A generated current is never so close to the threshold that a threshold of 1.00001 shows. */
export const firesAboveOneAsDeclared: Law = {
  id: 'lif/fires-above-one-as-declared',
  subject: 'threshold',
  statement: 'always fires in a step that would end just above one by its declared rule, never just below',
  needs: ['neuron'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(lifSettings(), initialVoltage(), fc.boolean(), async (settings, voltage, above) => {
      const { precision } = implementation;
      const reached = 1 + (above ? 1 : -1) * justBeside[precision];
      const asked = { ...settings, amplitude: 1, initialVoltage: [voltage], current: [] };
      const input = reaching(reached, asked, conventions, precision);
      const got = await run(implementation, input);
      const { spikes, comparableSteps } = predictByRule(conventions, input, 0, precision);
      const train = trainOf(got).filter((step) => step < comparableSteps);
      requireTrain(firesAboveOneAsDeclared, spikes, train, comparableSteps, `voltage ${reached} before the comparison`);
    }),
};

/** An input whose first current takes the voltage to a value; a step later if the current or the report is. */
function reaching(
  voltage: number,
  input: NeuronInput,
  conventions: Conventions,
  precision: PrecisionName,
): NeuronInput {
  const { decay, scale, floor } = ruleOf(conventions, input, precisions[precision], 'difference');
  const { initialVoltage: start, inputDelaySteps, spikeDelaySteps } = conventions;
  const [asked = 0] = input.initialVoltage;
  const first = start === 'zero' ? 0 : asked;
  const before = inputDelaySteps === 1 ? Math.max(decay * first, floor) : first;
  const current = [[(voltage - decay * before) / scale]];
  return { ...input, current: [...current, ...Array.from({ length: inputDelaySteps + spikeDelaySteps }, () => [0])] };
}
