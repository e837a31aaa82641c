import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { Distribution } from '../../src/base/random.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { legalSeeded, twoSeeds } from '../arbitraries/seeded.ts';
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
      legalSeeded(implementation.largestSeed),
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

function requireUnchanged(quantity: Quantity, before: DrawnNeurons, after: DrawnNeurons, where: string): void {
  const expected = before[quantity];
  const got = after[quantity];
  const isSame = (one: ReadBack, neuron: number) => {
    const other = got[neuron];
    return other !== undefined && Math.abs(one.value - other.value) <= one.error + other.error;
  };
  requireThat(expected.every(isSame), dependsOnSeedAlone, () => ({
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
  leastRuns: 40,
  times: 5,
  statement: 'always draws different gains, biases and voltages for different seeds',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(twoSeeds(implementation.largestSeed), async ([one, other]) => {
      const seeded = capabilityOf(implementation, 'seeded');
      const drawn = await seeded({ ...oneRate, seed: one });
      const again = await seeded({ ...oneRate, seed: other });
      for (const quantity of ['gain', 'bias', 'initialVoltage'] as const) {
        // draws of at least 24 random bits are equal by chance once in 2^24; the first one may be drawn separately
        const holds =
          drawn[quantity].slice(1).join() !== again[quantity].slice(1).join() &&
          drawn[quantity][0] !== again[quantity][0];
        requireThat(holds, differsBetweenSeeds, () => ({
          expected: `different values of ${quantity} for seeds ${one} and ${other}`,
          got: drawn[quantity],
        }));
      }
    }),
};
