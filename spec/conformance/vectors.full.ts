import { describe, expect, it } from 'vitest';
import { highPrecisionVoltages } from '../../properties/oracles/high-precision-lif.ts';
import { killers } from '../../scripts/kill-matrix/killers.ts';
import { publishedVectors } from '../../src/vectors.ts';
import { failuresUnder, others } from './other-expectation.ts';

const vectors = publishedVectors();

describe('the vectors', () => {
  it('kill exactly the mutants that they list', async () => {
    for (const vector of vectors) expect(await killers(vector), vector.id).toEqual(vector.kills);
  });

  it.each(others)('are met under the conventions of $id in every order of operations', async ({ conventions }) => {
    expect(await failuresUnder(conventions, vectors)).toEqual([]);
  });

  it('of neurons have the voltages computed with fifty digits', async () => {
    for (const vector of vectors) {
      if (vector.kind !== 'answer' || vector.capability !== 'neuron') continue;
      const { id, input, expected, tolerance } = vector;
      for (const neuron of input.initialVoltage.keys()) {
        const exact = highPrecisionVoltages(input, neuron, 40);
        for (const [step, voltage] of exact.entries()) {
          const off = Math.abs((expected.voltage?.[step]?.[neuron] as number) - voltage);
          expect(off, `${id}, step ${step}`).toBeLessThanOrEqual(tolerance.float64.voltage);
        }
      }
    }
  });
});
