import fc from 'fast-check';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { type ForbiddenInput, requireRefusal } from '../require.ts';
import { oneRate } from './spread.ts';

/** A mistake in a distribution must be refused; it must not silently yield a network. */
export const refusesImpossibleDistributions: Law = {
  id: 'seeded/refuses-the-impossible',
  clause: 'refusal',
  leastRuns: 227,
  times: 2,
  statement: 'always refuses an empty list, bounds in the wrong order, and values that no neuron can have',
  needs: ['seeded'],
  assumes: ['refusals'],
  property: (implementation) =>
    fc.asyncProperty(fc.constantFrom(...impossibleDistributions()), (forbidden) =>
      requireRefusal(refusesImpossibleDistributions, forbidden, capabilityOf(implementation, 'seeded')),
    ),
};

/** Inputs with an impossible distribution, or without whole neurons. */
export function impossibleDistributions(): ForbiddenInput<SeededInput>[] {
  const changed = (change: Partial<SeededInput>): SeededInput => ({ ...oneRate, ...change });
  const uniform = (low: number, high: number): Distribution => ({ kind: 'uniform', low, high });
  const choice = (...values: number[]): Distribution => ({ kind: 'choice', values });
  return [
    { what: 'an empty list', input: changed({ maxRatesHz: choice() }) },
    { what: 'a list with NaN', input: changed({ intercepts: choice(0, Number.NaN) }) },
    { what: 'bounds in the wrong order', input: changed({ intercepts: uniform(0.5, -0.5) }) },
    { what: 'two equal bounds', input: changed({ initialVoltage: uniform(0.5, 0.5) }) },
    { what: 'a bound that is not a number', input: changed({ initialVoltage: uniform(0, Number.NaN) }) },
    { what: 'a max rate of 1/τ_ref', input: changed({ maxRatesHz: choice(500) }) },
    { what: 'an intercept of 1', input: changed({ intercepts: choice(1) }) },
    { what: 'an initial voltage above the threshold', input: changed({ initialVoltage: choice(1.5) }) },
    { what: 'no neurons', input: changed({ neurons: 0 }) },
    { what: 'half a neuron', input: changed({ neurons: 1.5 }) },
  ];
}
