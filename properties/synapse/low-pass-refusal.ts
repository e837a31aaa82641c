import fc from 'fast-check';
import type { SynapseInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { type ForbiddenInput, requireRefusal } from '../require.ts';

/** A filter without decay, or a signal that never leaves it, makes every later read-out meaningless. */
export const refusesImpossibleFilter: Law = {
  id: 'low-pass/refuses-the-impossible',
  clause: 'refusal',
  leastRuns: 26,
  statement: 'always refuses a time step or time constant that is not above 0, and a signal that is not finite',
  needs: ['synapse'],
  assumes: ['refusals'],
  property: (implementation) =>
    fc.asyncProperty(fc.constantFrom(...impossibleFilters()), (forbidden) =>
      requireRefusal(refusesImpossibleFilter, forbidden, capabilityOf(implementation, 'synapse')),
    ),
};

function impossibleFilters(): ForbiddenInput<SynapseInput>[] {
  const valid: SynapseInput = { dtSeconds: 0.001, tauSeconds: 0.1, signal: [1, 1] };
  return [
    { what: 'a τ of 0', input: { ...valid, tauSeconds: 0 } },
    { what: 'a τ below 0', input: { ...valid, tauSeconds: -0.1 } },
    { what: 'a τ that is not a number', input: { ...valid, tauSeconds: Number.NaN } },
    { what: 'a time step of 0', input: { ...valid, dtSeconds: 0 } },
    { what: 'a time step below 0', input: { ...valid, dtSeconds: -0.001 } },
    { what: 'a signal that is not a number', input: { ...valid, signal: [1, Number.NaN] } },
    { what: 'an infinite signal', input: { ...valid, signal: [Number.POSITIVE_INFINITY, 0] } },
  ];
}
