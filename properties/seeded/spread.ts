import fc from 'fast-check';
import type { SeededOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { seed } from '../arbitraries/seeded.ts';
import { correlationLimit, distanceFromUniform, uniformLimit } from '../oracles/chance.ts';
import { requireThat } from '../require.ts';
import { oneRate } from './case.ts';

/** Enough neurons for the statistical laws. */
const manyNeurons = 1000;

/** Each quantity has its own draws: neurons with high initial voltages must not be those with low intercepts. */
export const drawsIndependently: Law = {
  id: 'seeded/independent',
  clause: 'randomness',
  statement: 'never draws intercepts and initial voltages that are correlated',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seed(implementation.largestSeed), async (seed) => {
      const output = await capabilityOf(implementation, 'seeded')({ ...oneRate, seed, neurons: manyNeurons });
      const { intercepts, initialVoltage } = inUnitInterval(output);
      const products = intercepts.map((x, neuron) => (2 * x - 1) * (2 * (initialVoltage[neuron] as number) - 1));
      const got = products.reduce((sum, product) => sum + product, 0) / products.length;
      const limit = correlationLimit(manyNeurons);
      requireThat(Math.abs(got) <= limit, drawsIndependently, () => ({
        expected: `a mean product within ${limit} of 0`,
        got,
      }));
    }),
};

/** Seeds of the next law, and neurons per seed. */
const [manySeeds, neuronsPerSeed] = [20, 10_000];

/** Distances between neurons whose draws are compared. */
const lags = [1, 2, 3, 10, 100] as const;

/** Largest part of the draws of one seed that may be repeated. */
const mostRepeated = 0.1;

/**
 * A few draws do not reveal that draws are skewed or repeated. Correct draws exceed each limit with a probability below
 * 1e-9, and any limit with one below 1.4e-8. With 200,000 draws, a distribution that is 0.011 from uniform (u^1.03 is)
 * is found with a probability of 99.9 %, and so is a correlation of 0.02. Of 10,000 draws of 16 bits, 7 % are repeated.
 */
export const drawsLikeChanceInMany: Law = {
  id: 'seeded/like-chance-in-many',
  clause: 'randomness',
  statement:
    'always draws 200,000 values that are uniform, mostly different and uncorrelated, between neurons and between seeds',
  needs: ['seeded'],
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(fc.nat({ max: 2 ** 20 }), async (first) => {
      const draws: ReturnType<typeof inUnitInterval>[] = [];
      for (let seed = first; seed < first + manySeeds; seed++)
        draws.push(inUnitInterval(await capabilityOf(implementation, 'seeded')(manyOf(seed))));
      for (const quantity of ['intercepts', 'initialVoltage'] as const) {
        const values = draws.flatMap((one) => one[quantity]);
        const distances = [
          { what: 'distance from uniform', got: distanceFromUniform(values), limit: uniformLimit(values.length) },
          {
            what: 'share of repeated values',
            got: repeatedShare(values.slice(0, neuronsPerSeed)),
            limit: mostRepeated,
          },
          ...[...lags, neuronsPerSeed].map((lag) => ({
            what: lag < neuronsPerSeed ? `correlation of neurons ${lag} apart` : 'correlation of successive seeds',
            got: Math.abs(correlationAt(lag, values)),
            limit: correlationLimit(values.length - lag),
          })),
        ];
        for (const { what, got, limit } of distances) {
          requireThat(got <= limit, drawsLikeChanceInMany, () => ({
            expected: `${quantity} with a ${what} of at most ${limit}`,
            got,
          }));
        }
      }
    }),
};

/** The part of the values that occurred before. */
const repeatedShare = (values: readonly number[]) => 1 - new Set(values).size / values.length;

const manyOf = (seed: number) => ({ ...oneRate, seed, neurons: neuronsPerSeed });

/**
 * Mean product of two values that are `lag` neurons apart, each mapped from 0 … 1 to −1 … 1. Every value is new, so the
 * products are uncorrelated.
 */
function correlationAt(lag: number, values: readonly number[]): number {
  let sum = 0;
  for (let index = lag; index < values.length; index++)
    sum += (2 * (values[index] as number) - 1) * (2 * (values[index - lag] as number) - 1);
  return sum / (values.length - lag);
}

/** Intercepts from −1 … 0.9 and voltages from 0 … 1, both mapped to 0 … 1. */
function inUnitInterval({ gain, bias, initialVoltage }: SeededOutput) {
  const intercepts = gain.map((value, neuron) => ((1 - (bias[neuron] ?? Number.NaN)) / value + 1) / 1.9);
  return { intercepts, initialVoltage };
}
