import { unitRoundoff } from '../../src/base/precision.ts';
import type { SynapseInput } from '../../src/conformance/implementation.ts';
import type { SynapseVector } from '../../src/conformance/vectors/vector.ts';
import { exactLowPass, lowPassError } from '../oracles/low-pass.ts';
import { type CapabilityFields, description, type VectorCase } from './description.ts';

const synapseFields: CapabilityFields<'synapse'> = {
  capability: 'synapse',
  rules: { rule: 'y[t] = a * y[t-1] + (1 - a) * x[t-1], a = exp(-dt/tau), y[0] = 0', lagSteps: 1 },
  units: 'seconds; signal in any unit, filtered in the same; steps counted from 0',
};

const lagSteps = 1;

/** A vector of a filtered signal. Its numbers are exact to fifty digits, rounded once. */
export function synapseAnswer(one: VectorCase<SynapseInput>): SynapseVector {
  const { input } = one;
  const largest = Math.max(...input.signal.map(Math.abs));
  const allowed = (u: number) => ({ filtered: lowPassError(input, largest, u) });
  return {
    ...description(synapseFields, { ...one, origin: 'analytic' }),
    input,
    expected: { filtered: exactLowPass(input.signal, input, lagSteps), lagSteps },
    tolerance: {
      float64: allowed(unitRoundoff.float64),
      float32: allowed(unitRoundoff.float32),
      derivation: 'rounding error of a step times the memory of the filter in steps (properties/oracles/low-pass.ts)',
    },
  };
}
