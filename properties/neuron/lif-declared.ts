import fc from 'fast-check';
import { type PrecisionName, precisions, unitRoundoff } from '../../src/base/precision.ts';
import { areNengos } from '../../src/conformance/assumption.ts';
import { type Conventions, conventionFields, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { ruleOf } from '../../src/conformance/conventions/rule.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { anyStepInput } from '../arbitraries/any-step.ts';
import { largeInputOfAnyRule } from '../arbitraries/large-lif.ts';
import { lifSettings } from '../arbitraries/lif.ts';
import { declaredHeight, predictByRule } from '../oracles/declared-rule.ts';
import { requireThat } from '../require.ts';
import { justBeside } from './lif-threshold.ts';
import { requirePredicted, requireTrain, run, trainOf, voltagesOf } from './neuron-run.ts';

/** Roundings of amplitude, dt and their quotient, in any unit of time. */
const roundingsOfHeight = 6;

/** The statement that is refuted if only the height is wrong. */
const hasDeclaredHeight = { clause: 'spike-height', statement: 'sends spikes of the declared height' };

/**
 * Other laws assume some of Nengo's conventions. This one tests everything that a neuron declares, at steps from
 * τ_rc/10,000 to 29 τ_rc: a clamped decay, for example, shows only in steps longer than τ_rc.
 */
export const firesAsDeclared: Law = {
  id: 'lif/fires-as-declared',
  clause: 'rule',
  statement:
    'always has the spikes and voltages of its declared rule at any dt/τ_rc, except where rounding could decide',
  needs: ['neuron'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(inputOf(conventions), async (input) => {
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

/** Other laws test Nengo's rule at large sizes, but only the law below tests other rules there. */
const inputOf = (conventions: Conventions): fc.Arbitrary<NeuronInput> =>
  areNengos(conventions)
    ? anyStepInput()
    : fc.oneof({ weight: 2, arbitrary: anyStepInput() }, { weight: 1, arbitrary: largeInputOfAnyRule() });

/**
 * A generated current is never so close to the threshold that a threshold of 1.00001 shows. One request contains
 * neurons for every rule, so that it does not depend on what is declared.
 */
export const firesAboveOneAsDeclared: Law = {
  id: 'lif/fires-above-one-as-declared',
  clause: 'threshold',
  statement: 'always fires in a step that would end just above one by its declared rule, never just below',
  needs: ['neuron'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(lifSettings(), sixteenths(), fc.boolean(), async (settings, voltage, above) => {
      const { precision } = implementation;
      const reached = 1 + (above ? 1 : -1) * justBeside[precision];
      const currents = currentsReaching(reached, voltage, { ...settings, amplitude: 1 }, precision);
      const idle = currents.map(() => 0);
      const initial = currents.map(() => voltage);
      const input = { ...settings, amplitude: 1, initialVoltage: initial, current: [currents, idle, idle] };
      const got = await run(implementation, input);
      for (const neuron of currents.keys()) {
        const { spikes, comparableSteps } = predictByRule(conventions, input, neuron, precision);
        const train = trainOf(got, neuron).filter((step) => step < comparableSteps);
        const note = `neuron ${neuron}, voltage ${reached} before a comparison`;
        requireTrain(firesAboveOneAsDeclared, spikes, train, comparableSteps, note);
      }
    }),
};

/** An initial voltage that no floor changes, even after a step without current. */
const sixteenths = () => fc.integer({ min: 0, max: 16 }).map((count) => count / 16);

/**
 * The currents that take a voltage to another one in a step by any rule: from 0, from the initial voltage, or after a
 * step without current, in case the input is late.
 */
function currentsReaching(
  reached: number,
  initial: number,
  settings: Omit<NeuronInput, 'initialVoltage' | 'current'>,
  precision: PrecisionName,
): number[] {
  const { integrator: integrators, inputScale: scales } = conventionFields;
  const input = { ...settings, initialVoltage: [], current: [] };
  const currents = integrators.choices.flatMap((integrator) =>
    scales.choices.flatMap((inputScale) => {
      const rule = ruleOf({ ...nengoConventions, integrator, inputScale }, input, precisions[precision], 'difference');
      const starts = [initial, 0, rule.decay * initial];
      return starts.map((before) => (reached - rule.decay * before) / rule.scale);
    }),
  );
  return [...new Set(currents)];
}
