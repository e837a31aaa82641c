import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Law } from '../../src/conformance/law.ts';
import { anyStepInput } from '../arbitraries/any-step.ts';
import { declaredHeight, predictByRule } from '../oracles/declared-rule.ts';
import { requireThat } from '../require.ts';
import { requirePredicted, run, trainOf, voltagesOf } from './neuron-run.ts';

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
