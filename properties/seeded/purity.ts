import fc from 'fast-check';
import type { Distribution } from '../../src/base/random.ts';
import type { SeededOutput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { legalSeeded, twoSeeds } from '../arbitraries/seeded.ts';
import { requireSame, requireThat } from '../require.ts';
import { oneRate } from './spread.ts';

/**
 * Neurons are a pure function of the seed. With a global generator, the result depends on what was drawn before. With one
 * stream for all quantities, a quantity depends on the distribution of another.
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
      fc.array(legalSeeded(implementation.largestSeed), { maxLength: 2 }),
      fc.boolean(),
      async (input, others, changesVoltages) => {
        const seeded = capabilityOf(implementation, 'seeded');
        const first = await seeded(input);
        for (const other of others) await seeded(other);
        requireSame(dependsOnSeedAlone, first, await seeded(input));
        const quantity = changesVoltages ? 'initialVoltage' : 'maxRatesHz';
        const changed = await seeded({ ...input, [quantity]: onlyOne(input[quantity]) });
        const unchanged = ({ gain, bias, initialVoltage }: SeededOutput) =>
          changesVoltages ? [gain, bias] : initialVoltage;
        requireSame(dependsOnSeedAlone, unchanged(first), unchanged(changed), `other ${quantity}`);
      },
    ),
};

function onlyOne(distribution: Distribution): Distribution {
  return {
    kind: 'choice',
    values: distribution.kind === 'choice' ? distribution.values.slice(0, 1) : [distribution.low],
  };
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
