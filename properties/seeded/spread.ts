import fc from 'fast-check';
import type { SeededOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { seed } from '../arbitraries/seeded.ts';
import { correlationLimit, distanceFromUniform, uniformLimit } from '../oracles/chance.ts';
import { requireThat } from '../require.ts';
import { oneRate } from './case.ts';

/** Enough neurons for the statistical laws. */
const manyNeurons = 1000;

/** Values within the bounds are not enough: they must be evenly distributed. */
export const drawsUniformly: Law = {
  id: 'seeded/uniform',
  subject: 'C8',
  statement: 'always distributes uniform draws evenly over their range',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seed(), async (seed) => {
      const output = await capabilityOf(implementation, 'seeded')({ ...oneRate, seed, neurons: manyNeurons });
      const limit = uniformLimit(manyNeurons);
      for (const [quantity, values] of Object.entries(inUnitInterval(output))) {
        const distance = distanceFromUniform(values);
        requireThat(distance <= limit, drawsUniformly, () => ({
          expected: `${quantity} whose distribution is within ${limit} of the uniform one`,
          got: distance,
        }));
      }
    }),
};

/** Each quantity has its own draws: neurons with high initial voltages must not be those with low intercepts. */
export const drawsIndependently: Law = {
  id: 'seeded/independent',
  subject: 'C8',
  statement: 'never draws intercepts and initial voltages that are correlated',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seed(), async (seed) => {
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

/** Intercepts from −1 … 0.9 and voltages from 0 … 1, both mapped to 0 … 1. */
function inUnitInterval({ gain, bias, initialVoltage }: SeededOutput) {
  const intercepts = gain.map((value, neuron) => ((1 - (bias[neuron] ?? Number.NaN)) / value + 1) / 1.9);
  return { intercepts, initialVoltage };
}
