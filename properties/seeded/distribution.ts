import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { legalSeeded, seed } from '../arbitraries/seeded.ts';
import { enoughToMeetAll } from '../oracles/chance.ts';
import { type ReadBack, readBack } from '../oracles/read-back.ts';
import { requireThat } from '../require.ts';
import { oneRate } from './spread.ts';

/** A network must have the neurons that its script specifies. */
export const drawsInsideDistributions: Law = {
  id: 'seeded/inside-distributions',
  times: 2,
  clause: 'randomness',
  statement: 'always draws max rates, intercepts and initial voltages from the given distributions',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(legalSeeded(implementation.largestSeed), async (input) => {
      const output = await capabilityOf(implementation, 'seeded')(input);
      const u = unitRoundoff[implementation.precision];
      const drawn = readBack(output, input, u);
      for (const quantity of ['maxRatesHz', 'intercepts', 'initialVoltage'] as const) {
        const values = drawn[quantity];
        const holds = values.length === input.neurons && values.every((value) => isInside(input[quantity], value));
        requireThat(holds, drawsInsideDistributions, () => ({
          expected: `${input.neurons} ${quantity} from ${JSON.stringify(input[quantity])}`,
          got: values.map(({ value }) => value),
        }));
      }
    }),
};

/** The original question: with max rates from a list of one value, every neuron gets that rate. */
export const givesTheOnlyChoice: Law = {
  id: 'seeded/one-choice',
  clause: 'randomness',
  statement: 'always gives every neuron 100 Hz if max rates are chosen from the list [100]',
  // exact values take long
  mostRuns: 30,
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(legalSeeded(implementation.largestSeed), async (drawn) => {
      const { seed, neurons, intercepts } = drawn;
      const input: SeededInput = { ...oneRate, seed, neurons, intercepts };
      const output = await capabilityOf(implementation, 'seeded')(input);
      const { maxRatesHz } = readBack(output, input, unitRoundoff[implementation.precision]);
      const holds = maxRatesHz.every(({ value, error }) => Math.abs(value - 100) <= error);
      requireThat(holds && maxRatesHz.length === input.neurons, givesTheOnlyChoice, () => ({
        expected: `${input.neurons} times 100 Hz`,
        got: maxRatesHz.map(({ value }) => value),
      }));
    }),
};

/** A choice from a list must be able to return every value of the list. */
export const choosesEveryValue: Law = {
  id: 'seeded/chooses-every-value',
  clause: 'randomness',
  statement: 'always chooses each value of a list for some neuron, given enough neurons',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seed(implementation.largestSeed), fc.integer({ min: 2, max: 16 }), async (seed, count) => {
      const values = Array.from({ length: count }, (_, index) => (index + 1) / 16);
      const neurons = enoughToMeetAll(count);
      const input: SeededInput = { ...oneRate, seed, neurons, initialVoltage: { kind: 'choice', values } };
      const { initialVoltage } = await capabilityOf(implementation, 'seeded')(input);
      const got = [...new Set(initialVoltage)].sort((a, b) => a - b);
      requireThat(got.join() === values.join(), choosesEveryValue, () => ({
        expected: values,
        got,
      }));
    }),
};

function isInside(distribution: Distribution, { value, error }: ReadBack): boolean {
  if (distribution.kind === 'choice') return distribution.values.some((choice) => Math.abs(value - choice) <= error);
  return value >= distribution.low - error && value <= distribution.high + error;
}
