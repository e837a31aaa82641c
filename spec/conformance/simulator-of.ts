import { type PrecisionName, precisions } from '../../src/base/precision.ts';
import type { Conventions } from '../../src/conformance/choices/conventions.ts';
import type { Arithmetic } from '../../src/conformance/conventions/rule.ts';
import { simulate } from '../../src/conformance/conventions/simulate.ts';
import type { Implementation } from '../../src/conformance/implementation.ts';

/** A simulator with the given conventions, as an implementation that laws and vectors can judge. */
export function simulatorOf(
  conventions: Conventions,
  precision: PrecisionName = 'float64',
  arithmetic: Arithmetic = 'difference',
): Implementation {
  return {
    name: 'simulator of given conventions',
    precision,
    neuron: (input) => simulate(conventions, input, precisions[precision], arithmetic),
  };
}
