import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededInput, SeededOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { legalSeeded, seed, seedsToJoin } from '../arbitraries/seeded.ts';
import { requireSame, requireThat } from '../require.ts';
import { type DrawnNeurons, type ReadBack, readBack } from './distribution.ts';
import { oneRate, type Quantity, quantities } from './spread.ts';

/**
 * Neurons are a pure function of the seed. With a global generator, the result depends on what was drawn before. With one
 * stream for two quantities, one depends on the distribution of the other.
 */
export const dependsOnSeedAlone: Law = {
  id: 'seeded/depends-on-seed-alone',
  clause: 'streams',
  statement:
    'always draws the same values for the same seed, whatever was drawn before, and from whatever the others are drawn',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(
      orSeedZero(legalSeeded(implementation.largestSeed)),
      fc.array(legalSeeded(implementation.largestSeed), { maxLength: 1 }),
      fc.boolean(),
      async (input, others, isToOne) => {
        const seeded = capabilityOf(implementation, 'seeded');
        const u = unitRoundoff[implementation.precision];
        const first = await seeded(input);
        const drawn = readBack(first, input, u);
        for (const changed of quantities) {
          const asked = { ...input, [changed]: isToOne ? onlyOne(input[changed]) : otherKind(input[changed]) };
          const again = readBack(await seeded(asked), asked, u);
          for (const quantity of quantities)
            if (quantity !== changed) requireUnchanged(quantity, drawn, again, `other ${changed}`);
        }
        for (const other of others) await seeded(other);
        requireSame(dependsOnSeedAlone, first, await seeded(input));
      },
    ),
};

/** With one generator for several arrays, each begins where the one before it ended. */
export const otherNeuronsShiftNothing: Law = {
  id: 'seeded/other-neurons-shift-nothing',
  clause: 'streams',
  statement: 'never draws the values of one array further along because another array has more neurons',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(
      seed(implementation.largestSeed),
      fc.integer({ min: 12, max: 40 }),
      fc.integer({ min: 1, max: 3 }),
      async (one, neurons, more) => {
        const draw = async (count: number) => {
          const input = {
            ...oneRate,
            seed: one,
            neurons: count,
            maxRatesHz: { kind: 'uniform', low: 50, high: 200 } as const,
          };
          const output = await capabilityOf(implementation, 'seeded')(input);
          return readBack(output, input, unitRoundoff[implementation.precision]);
        };
        const [few, many] = [await draw(neurons), await draw(neurons + more)];
        for (const quantity of quantities)
          for (let shift = 1; shift <= 2 * more; shift++)
            requireThat(!areSame(few[quantity].slice(shift), many[quantity]), otherNeuronsShiftNothing, () => ({
              where: quantity,
              expected: `other values for ${neurons + more} neurons than for ${neurons}, or the same from the first neuron`,
              got: `those for ${neurons} neurons, from neuron ${shift}: several arrays share one stream of random numbers`,
            }));
      },
    ),
};

/** Whether each value of a list is, within its error, that of another list. Ten are by chance less often than once in 2^100. */
const areSame = (some: readonly ReadBack[], others: readonly ReadBack[]): boolean =>
  some.every(({ value, error }, index) => {
    const other = others[index];
    return other !== undefined && Math.abs(value - other.value) <= error + other.error;
  });

/** Every third input has a seed of 0, which programs take for none. */
function orSeedZero(inputs: fc.Arbitrary<SeededInput>): fc.Arbitrary<SeededInput> {
  return fc.tuple(inputs, fc.nat({ max: 2 })).map(([input, kind]) => (kind === 0 ? { ...input, seed: 0 } : input));
}

function requireUnchanged(quantity: Quantity, before: DrawnNeurons, after: DrawnNeurons, where: string): void {
  const expected = before[quantity];
  const got = after[quantity];
  requireThat(areSame(expected, got), dependsOnSeedAlone, () => ({
    where: `${where}, ${quantity}`,
    expected: expected.map(({ value }) => value),
    got: got.map(({ value }) => value),
  }));
}

function onlyOne(distribution: Distribution): Distribution {
  return {
    kind: 'choice',
    values: [distribution.kind === 'choice' ? (distribution.values[0] as number) : distribution.low],
  };
}

/** A list of two values instead of a range, and a range instead of a list, unless all its values are equal. */
function otherKind(distribution: Distribution): Distribution {
  if (distribution.kind === 'uniform') return { kind: 'choice', values: [distribution.low, distribution.high] };
  const [low, high] = [Math.min(...distribution.values), Math.max(...distribution.values)];
  return low < high ? { kind: 'uniform', low, high } : { kind: 'choice', values: [low, high] };
}

/** Otherwise several seeds would be one, and error bars would mean nothing. */
export const differsBetweenSeeds: Law = {
  id: 'seeded/differs-between-seeds',
  clause: 'streams',
  statement: 'always draws different gains, biases and voltages for different seeds, and for neurons that are added',
  needs: ['seeded'],
  // every distance is tried on each seed
  mostRuns: 3,
  property: (implementation) =>
    fc.asyncProperty(seedsToJoin(implementation.largestSeed), async (groups) => {
      const draw = (seed: number, changed: Partial<SeededInput> = {}) =>
        capabilityOf(implementation, 'seeded')({ ...oneRate, seed, ...changed });
      for (const [one, ...others] of groups) {
        // other laws have the first seed, too, and may have drawn more neurons from it
        await draw(others.at(-1) ?? one, { neurons: fewNeurons });
        const drawn = await draw(one);
        for (const other of others) {
          const again = await draw(other);
          requireOther(drawn, again, `seeds ${one} and ${other}`);
          const [first, next] = [fewFrom(0, again), fewFrom(fewNeurons, again)];
          requireOther(first, next, `the first ${fewNeurons} neurons of seed ${other} and the next`);
        }
      }
    }),
};

/** Neurons that are requested before more of the same seed are. */
const fewNeurons = 7;

const fewFrom = (first: number, { gain, bias, initialVoltage }: SeededOutput): SeededOutput => {
  const few = (values: readonly number[]) => values.slice(first, first + fewNeurons);
  return { gain: few(gain), bias: few(bias), initialVoltage: few(initialVoltage) };
};

/** Draws of at least 24 random bits are equal by chance once in 2^24. The first one may be drawn separately. */
function requireOther(drawn: SeededOutput, again: SeededOutput, of: string): void {
  for (const quantity of ['gain', 'bias', 'initialVoltage'] as const) {
    const holds =
      drawn[quantity].slice(1).join() !== again[quantity].slice(1).join() && drawn[quantity][0] !== again[quantity][0];
    requireThat(holds, differsBetweenSeeds, () => ({
      expected: `different values of ${quantity} for ${of}`,
      got: drawn[quantity],
    }));
  }
}
