import fc from 'fast-check';
import { log } from '../../src/base/elementary.ts';
import type { SeededInput, SeededOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { distanceFromUniform, uniformLimit } from '../oracles/chance.ts';
import { requireThat } from '../require.ts';
import { oneRate } from './case.ts';

/** Seeds of the law, and neurons per seed. */
const [seeds, neurons] = [5, 10_000];

const rates = { kind: 'uniform', low: 200, high: 400 } as const; // Nengo's
const choices = {
  intercepts: [-0.5, -0.375, -0.25, -0.125, 0, 0.125, 0.25, 0.375],
  initialVoltage: [0, 0.25, 0.5],
} as const;

const input: SeededInput = {
  ...{ ...oneRate, neurons, maxRatesHz: rates },
  intercepts: { kind: 'choice', values: choices.intercepts },
  initialVoltage: { kind: 'choice', values: choices.initialVoltage },
};

/** Larger than any rounding error in float32, and smaller than any difference that counts. */
const tolerance = 1e-3;

/**
 * Other laws test that intercepts and voltages are uniform, but only that rates lie in their range and that every
 * choice occurs. Correct draws exceed each of these twelve limits with a probability of at most 1e-9. Rates whose
 * distribution is 0.022 from uniform (u^1.1 has 0.035), and a choice that is drawn 0.022 more or less often, are found
 * with a probability of 99.9 %.
 */
export const drawsRatesAndChoicesEvenly: Law = {
  id: 'seeded/even-rates-and-choices',
  clause: 'randomness',
  statement: 'always draws 50,000 max rates evenly over their range, and every value of a list equally often',
  needs: ['seeded'],
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(fc.nat({ max: 2 ** 20 }), async (first) => {
      const draws: Drawn[] = [];
      for (let seed = first; seed < first + seeds; seed++)
        draws.push(drawnIn(await capabilityOf(implementation, 'seeded')({ ...input, seed })));
      const limit = uniformLimit(seeds * neurons);
      const requireAtMost = (what: string, got: number) =>
        requireThat(got <= limit, drawsRatesAndChoicesEvenly, () => ({ expected: `${what} of at most ${limit}`, got }));
      const fromLow = draws.flatMap(({ maxRatesHz }) => maxRatesHz.map(inUnitInterval));
      requireAtMost('distance of the max rates from uniform', distanceFromUniform(fromLow));
      for (const quantity of ['intercepts', 'initialVoltage'] as const) {
        const values = draws.flatMap((one) => one[quantity]);
        for (const choice of choices[quantity]) {
          const times = values.filter((value) => Math.abs(value - choice) < tolerance).length;
          const part = times / values.length;
          requireAtMost(
            `difference of the part of ${quantity} that are ${choice} from 1/${choices[quantity].length}`,
            Math.abs(part - 1 / choices[quantity].length),
          );
        }
      }
    }),
};

interface Drawn {
  readonly maxRatesHz: readonly number[];
  readonly intercepts: readonly number[];
  readonly initialVoltage: readonly number[];
}

function drawnIn({ gain, bias, initialVoltage }: SeededOutput): Drawn {
  const { tauRcSeconds, tauRefSeconds } = input;
  const rateAt = (current: number) => 1 / (tauRefSeconds + tauRcSeconds * log(current / (current - 1)));
  return {
    maxRatesHz: gain.map((value, neuron) => rateAt(value + (bias[neuron] ?? Number.NaN))),
    intercepts: gain.map((value, neuron) => (1 - (bias[neuron] ?? Number.NaN)) / value),
    initialVoltage,
  };
}

/** Rounding may put the ends of the range slightly outside. */
function inUnitInterval(rateHz: number): number {
  const inUnits = (rateHz - rates.low) / (rates.high - rates.low);
  return inUnits > -tolerance && inUnits < 1 + tolerance ? Math.min(Math.max(inUnits, 0), 1) : inUnits;
}
