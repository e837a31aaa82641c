import fc from 'fast-check';
import type { TuningInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { type ForbiddenInput, requireRefusal } from '../require.ts';

/** The neuron of the tutorial network: 100 Hz at input 1, silent up to input 0. */
export const tutorialNeuron: TuningInput = {
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 0.01,
  maxRatesHz: [100],
  intercepts: [0],
  inputs: [0, 1],
};

/** Gain and bias of such a neuron would be negative, infinite or NaN. */
export const refusesImpossibleTuning: Law = {
  id: 'tuning/refuses-the-impossible',
  clause: 'refusal',
  leastRuns: 28,
  statement: 'always refuses a max rate of 1/τ_ref or more, an intercept of 1 or more, and values that are not numbers',
  needs: ['tuning'],
  assumes: ['refusals'],
  property: (implementation) =>
    fc.asyncProperty(fc.constantFrom(...impossibleTunings()), ({ what, input }) =>
      requireRefusal(refusesImpossibleTuning, { what, input }, capabilityOf(implementation, 'tuning')),
    ),
};

function impossibleTunings(): ForbiddenInput<TuningInput>[] {
  const changed = (change: Partial<TuningInput>): TuningInput => ({ ...tutorialNeuron, ...change });
  return [
    { what: 'a max rate of 1/τ_ref', input: changed({ maxRatesHz: [500] }) },
    { what: 'a max rate above 1/τ_ref', input: changed({ maxRatesHz: [501] }) },
    { what: 'a max rate of 0', input: changed({ maxRatesHz: [0] }) },
    { what: 'a max rate below 0', input: changed({ maxRatesHz: [-100] }) },
    { what: 'a max rate that is not a number', input: changed({ maxRatesHz: [Number.NaN] }) },
    { what: 'an intercept of 1', input: changed({ intercepts: [1] }) },
    { what: 'an intercept above 1', input: changed({ intercepts: [1.5] }) },
    { what: 'an intercept that is not a number', input: changed({ intercepts: [Number.NaN] }) },
    { what: 'an amplitude of 0', input: changed({ amplitude: 0 }) },
    { what: 'an amplitude below 0', input: changed({ amplitude: -0.01 }) },
    { what: 'a τ_rc of 0', input: changed({ tauRcSeconds: 0 }) },
    { what: 'a τ_ref below 0', input: changed({ tauRefSeconds: -0.001 }) },
    { what: 'an input that is not a number', input: changed({ inputs: [Number.NaN] }) },
  ];
}
