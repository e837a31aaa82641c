import { unitRoundoff } from '../../src/base/precision.ts';
import type { SynapseInput } from '../../src/conformance/implementation.ts';
import { exactLowPass, lowPassError } from '../oracles/low-pass.ts';
import type { Computed } from './computed.ts';

const lagSteps = 1;

/** A filtered signal. */
export function synapseAnswer(input: SynapseInput): Computed<'synapse'> {
  const largest = Math.max(...input.signal.map(Math.abs));
  const allowed = (u: number) => ({ filtered: lowPassError(input, largest, u) });
  return {
    isExact: true,
    rules: { rule: 'y[t] = a * y[t-1] + (1 - a) * x[t-1], a = exp(-dt/tau), y[0] = 0', lagSteps },
    units: 'seconds; signal in any unit, filtered in the same; steps counted from 0',
    expected: { filtered: exactLowPass(input.signal, input, lagSteps), lagSteps },
    tolerance: {
      float64: allowed(unitRoundoff.float64),
      float32: allowed(unitRoundoff.float32),
      derivation: 'rounding error of a step times the memory of the filter in steps (properties/oracles/low-pass.ts)',
    },
    margin: null,
  };
}
