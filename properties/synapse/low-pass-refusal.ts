import fc from 'fast-check';
import type { SynapseInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { type ForbiddenInput, requireRefusal } from '../require.ts';

/** What is no filter, or no signal, is refused. */
export const refusesImpossibleFilter: Law = {
  id: 'low-pass/refuses-the-impossible',
  claim: 'C12',
  statement: 'always refuses a step or a time constant that is not above 0, and a signal that is not a number',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(fc.constantFrom(...impossibleFilters()), (forbidden) =>
      requireRefusal(refusesImpossibleFilter, forbidden, capabilityOf(implementation, 'synapse')),
    ),
};

function impossibleFilters(): ForbiddenInput<SynapseInput>[] {
  const right: SynapseInput = { dtSeconds: 0.001, tauSeconds: 0.1, signal: [1, 1] };
  return [
    { what: 'a τ of 0', input: { ...right, tauSeconds: 0 } },
    { what: 'a τ below 0', input: { ...right, tauSeconds: -0.1 } },
    { what: 'a τ that is not a number', input: { ...right, tauSeconds: Number.NaN } },
    { what: 'a step of 0', input: { ...right, dtSeconds: 0 } },
    { what: 'a step below 0', input: { ...right, dtSeconds: -0.001 } },
    { what: 'a signal that is not a number', input: { ...right, signal: [1, Number.NaN] } },
    { what: 'a signal without end', input: { ...right, signal: [Number.POSITIVE_INFINITY, 0] } },
  ];
}
