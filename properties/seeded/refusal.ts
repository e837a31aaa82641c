import fc from 'fast-check';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { refusalLaw, type Spoils } from '../refusal.ts';
import { oneRate, type Quantity, quantities } from './spread.ts';

const uniform = (low: number, high: number): Distribution => ({ kind: 'uniform', low, high });
const choice = (...values: number[]): Distribution => ({ kind: 'choice', values });
const { NaN: nan } = Number;

/** What no quantity can be drawn from. */
const impossible: Readonly<Record<string, Distribution>> = {
  'an empty list': choice(),
  'a list with NaN': choice(0.5, nan),
  'bounds in the wrong order': uniform(0.75, 0.5),
  'two equal bounds': uniform(0.5, 0.5),
  'a bound that is not a number': uniform(0.5, nan),
};

const ofQuantity = (quantity: Quantity): Spoils<SeededInput> =>
  Object.fromEntries(
    Object.entries(impossible).map(([what, distribution]) => [
      `${what} for ${quantity}`,
      () => ({ [quantity]: distribution }),
    ]),
  );

/** Inputs with an impossible distribution, or without whole neurons. */
export const impossibleDistributions: Spoils<SeededInput> = {
  ...Object.assign({}, ...quantities.map(ofQuantity)),
  'a max rate of 1/τ_ref': () => ({ maxRatesHz: choice(500) }),
  'a max rate of 0': () => ({ maxRatesHz: choice(0) }),
  'an intercept of 1': () => ({ intercepts: choice(1) }),
  'an initial voltage above the threshold': () => ({ initialVoltage: choice(1.5) }),
  'a τ_rc of 0': () => ({ tauRcSeconds: 0 }),
  'a τ_ref below 0': () => ({ tauRefSeconds: -0.002 }),
  'no neurons': () => ({ neurons: 0 }),
  'half a neuron': () => ({ neurons: 1.5 }),
  'a negative seed': () => ({ seed: -1 }),
  'half a seed': () => ({ seed: 0.5 }),
};

/** A mistake in a distribution must be refused; it must not silently yield a network. */
export const refusesImpossibleDistributions: Law = refusalLaw(
  'seeded',
  {
    id: 'seeded/refuses-the-impossible',
    statement: 'always refuses an empty list, bounds in the wrong order, and values that no neuron can have',
  },
  () => fc.constant(oneRate),
  impossibleDistributions,
);
