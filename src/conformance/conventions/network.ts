import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NetworkInput, NetworkOutput } from '../implementation.ts';
import { networkOutput } from '../reference.ts';
import type { Conventions } from './conventions.ts';
import { type Arithmetic, ruleOf } from './rule.ts';
import { modelOf } from './step.ts';

/**
 * Runs networks whose neurons follow given conventions. The weights are per spike: a spike has the height amplitude/dt,
 * whatever height the conventions state.
 */
export function networkUnder(
  conventions: Conventions,
  precision: PrecisionName,
  arithmetic: Arithmetic = 'difference',
): (input: NetworkInput) => NetworkOutput {
  return (input) =>
    networkOutput(input, precisions[precision], {
      neurons: (parameters, rounded) =>
        modelOf(ruleOf(conventions, { ...parameters, amplitude: 1 }, rounded, arithmetic)),
    });
}
