import { power } from '../../src/base/elementary.ts';
import { randomStream } from '../../src/base/random.ts';
import type { Implementation, SeededInput } from '../../src/conformance/implementation.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const right = reference('float64') as Required<Implementation>;

/** Tuning that is wrong for many neurons. */
export const tuningSizeMutants: readonly Mutant[] = [
  {
    ...describeMutant('tuning-repeats-after-eight-neurons', 'gives the ninth neuron the intercept of the first one'),
    tuning: (input) =>
      right.tuning({ ...input, intercepts: input.intercepts.map((_, n) => input.intercepts[n % 8] as number) }),
  },
];

function seededMutant(name: string, difference: string, change: (input: SeededInput) => SeededInput): Mutant {
  return { ...describeMutant(name, difference), seeded: (input) => right.seeded(change(input)) };
}

function voltageMutant(
  name: string,
  difference: string,
  change: (voltages: readonly number[], input: SeededInput) => readonly number[],
): Mutant {
  const seeded: Mutant['seeded'] = async (input) => {
    const output = await right.seeded(input);
    const isUniform = input.initialVoltage.kind === 'uniform';
    return isUniform ? { ...output, initialVoltage: change(output.initialVoltage, input) } : output;
  };
  return { ...describeMutant(name, difference), seeded };
}

/** Draws that are wrong for large seeds, or so slightly wrong that only many draws show it. */
export const seededSizeMutants: readonly Mutant[] = [
  seededMutant('seed-modulo-1000', 'uses the last three digits of the seed', (input) => ({
    ...input,
    seed: input.seed % 1000,
  })),
  seededMutant('seed-of-32-bits', 'uses the last 32 bits of the seed', (input) => ({
    ...input,
    seed: input.seed % 2 ** 32,
  })),
  voltageMutant('uniform-to-the-power-of-1.03', 'draws u^1.03 instead of u for voltages', (voltages, input) => {
    const { low, high } = input.initialVoltage as { low: number; high: number };
    return voltages.map((value) => low + (high - low) * power((value - low) / (high - low), 1.03));
  }),
  voltageMutant('repeats-after-4096-neurons', 'gives neuron 4096 the voltage of neuron 0, and so on', (voltages) =>
    voltages.map((_, n) => voltages[n % 4096] as number),
  ),
  voltageMutant(
    'seeds-share-half-of-their-voltages',
    'draws every other voltage without the seed',
    (voltages, input) => {
      const { low, high } = input.initialVoltage as { low: number; high: number };
      const stream = randomStream('shared');
      return voltages.map((value, n) => {
        const shared = low + (high - low) * stream();
        return n % 2 === 0 ? value : shared;
      });
    },
  ),
];
