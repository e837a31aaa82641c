import fc from 'fast-check';
import type { SeededInput, SeededOutput } from '../src/conformance/implementation.ts';
import type { Distribution } from '../src/random.ts';
import { seed, seededInput } from './arbitraries/seeded.ts';
import { type Law, offered } from './law.ts';
import { correlationLimit, distanceFromUniform, enoughToMeetAll, uniformLimit } from './oracles/chance.ts';
import { type Decimals, decimals } from './oracles/decimal.ts';
import { exactCurrent, exactRateHz, rateError } from './oracles/rate.ts';
import { type ForbiddenInput, requireRefusal } from './refusal.ts';
import { requireThat } from './refutation.ts';
import { unitRoundoff } from './rounding.ts';

/** The seed is an argument of the function that builds, so what it builds is a function of the seed. */
export const dependsOnSeedAlone: Law = {
  id: 'seeded/depends-on-seed-alone',
  claim: 'C8',
  statement: 'always draws the same neurons for the same seed, whatever was drawn before',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seededInput(), fc.array(seededInput(), { maxLength: 3 }), async (input, others) => {
      const seeded = offered(implementation, 'seeded');
      const expected = await seeded(input);
      for (const other of others) await seeded(other);
      const got = await seeded(input);
      requireSame(dependsOnSeedAlone, expected, got);
    }),
};

/** In whatever order they are built. */
export const dependsOnNoOrder: Law = {
  id: 'seeded/depends-on-no-order',
  claim: 'C8',
  statement: 'always draws the same ensembles, in whatever order they are asked for',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(fc.array(seededInput(), { minLength: 2, maxLength: 4 }), async (inputs) => {
      const seeded = offered(implementation, 'seeded');
      const forwards: SeededOutput[] = [];
      for (const input of inputs) forwards.push(await seeded(input));
      const backwards: SeededOutput[] = [];
      for (const input of inputs.toReversed()) backwards.unshift(await seeded(input));
      requireSame(dependsOnNoOrder, forwards, backwards);
    }),
};

/** Another seed is another network: without that, several seeds would be one. */
export const differsBetweenSeeds: Law = {
  id: 'seeded/differs-between-seeds',
  claim: 'C9',
  statement: 'always draws other gains, biases and voltages for another seed',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(twoSeeds(), async ([one, other]) => {
      const seeded = offered(implementation, 'seeded');
      const drawn = await seeded({ ...nengoDefaults, seed: one });
      const again = await seeded({ ...nengoDefaults, seed: other });
      for (const quantity of ['gain', 'bias', 'initialVoltage'] as const) {
        // 20 draws of 24 random bits or more agree by chance once in 2^480
        const holds = drawn[quantity].join() !== again[quantity].join();
        requireThat(holds, differsBetweenSeeds.claim, differsBetweenSeeds.statement, () => ({
          expected: `other values of ${quantity} for seeds ${one} and ${other}`,
          got: drawn[quantity],
        }));
      }
    }),
};

/** What was asked for is what is drawn: rates, intercepts and voltages lie where the distributions are. */
export const drawsInsideDistributions: Law = {
  id: 'seeded/inside-distributions',
  claim: 'C8',
  statement: 'always draws max rates, intercepts and initial voltages from where it was told to',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seededInput(), async (input) => {
      const decimal = await decimals();
      const output = await offered(implementation, 'seeded')(input);
      const u = unitRoundoff[implementation.precision];
      const drawn = readBack(decimal, output, input, u);
      const { claim, statement } = drawsInsideDistributions;
      for (const quantity of ['maxRatesHz', 'intercepts', 'initialVoltage'] as const) {
        const values = drawn[quantity];
        const holds = values.length === input.neurons && values.every((value) => isInside(input[quantity], value));
        requireThat(holds, claim, statement, () => ({
          expected: `${input.neurons} ${quantity} from ${JSON.stringify(input[quantity])}`,
          got: values.map(({ value }) => value),
        }));
      }
    }),
};

/** The one-element list of the thread: every neuron gets 100 Hz. */
export const givesTheOnlyChoice: Law = {
  id: 'seeded/one-choice',
  claim: 'C1',
  statement: 'always gives every neuron 100 Hz if max rates are chosen from the list [100]',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seededInput(), async (drawn) => {
      const decimal = await decimals();
      const input: SeededInput = { ...drawn, maxRatesHz: { kind: 'choice', values: [100] } };
      const output = await offered(implementation, 'seeded')(input);
      const { maxRatesHz } = readBack(decimal, output, input, unitRoundoff[implementation.precision]);
      const holds = maxRatesHz.every(({ value, error }) => Math.abs(value - 100) <= error);
      requireThat(
        holds && maxRatesHz.length === input.neurons,
        givesTheOnlyChoice.claim,
        givesTheOnlyChoice.statement,
        () => ({
          expected: `${input.neurons} times 100 Hz`,
          got: maxRatesHz.map(({ value }) => value),
        }),
      );
    }),
};

/** Every value in a list has its turn. */
export const choosesEveryValue: Law = {
  id: 'seeded/chooses-every-value',
  claim: 'C1',
  statement: 'always chooses each value of a list for some neuron, if there are many',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seed(), fc.integer({ min: 2, max: 6 }), async (seed, count) => {
      const values = Array.from({ length: count }, (_, place) => (place + 1) / 8);
      const neurons = enoughToMeetAll(count);
      const { initialVoltage } = await offered(
        implementation,
        'seeded',
      )({
        ...{ ...nengoDefaults, seed, neurons },
        initialVoltage: { kind: 'choice', values },
      });
      const got = [...new Set(initialVoltage)].sort((a, b) => a - b);
      requireThat(got.join() === values.join(), choosesEveryValue.claim, choosesEveryValue.statement, () => ({
        expected: values,
        got,
      }));
    }),
};

/** Uniform means uniform, not only inside the bounds. */
export const drawsUniformly: Law = {
  id: 'seeded/uniform',
  claim: 'C8',
  statement: 'always spreads uniform draws evenly over their range',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seed(), async (seed) => {
      const output = await offered(implementation, 'seeded')({ ...nengoDefaults, seed, neurons: manyNeurons });
      const limit = uniformLimit(manyNeurons);
      for (const [quantity, values] of Object.entries(inUnitInterval(output))) {
        const distance = distanceFromUniform(values);
        requireThat(distance <= limit, drawsUniformly.claim, drawsUniformly.statement, () => ({
          expected: `${quantity} whose distribution is within ${limit} of the uniform one`,
          got: distance,
        }));
      }
    }),
};

/** Each quantity is drawn for itself: neurons that start high are not those that fire early. */
export const drawsIndependently: Law = {
  id: 'seeded/independent',
  claim: 'C8',
  statement: 'never draws intercepts and initial voltages that go together',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(seed(), async (seed) => {
      const output = await offered(implementation, 'seeded')({ ...nengoDefaults, seed, neurons: manyNeurons });
      const { intercepts, initialVoltage } = inUnitInterval(output);
      const products = intercepts.map((x, neuron) => (2 * x - 1) * (2 * (initialVoltage[neuron] as number) - 1));
      const got = products.reduce((sum, product) => sum + product, 0) / products.length;
      const limit = correlationLimit(manyNeurons);
      requireThat(Math.abs(got) <= limit, drawsIndependently.claim, drawsIndependently.statement, () => ({
        expected: `a mean product within ${limit} of 0`,
        got,
      }));
    }),
};

/** What cannot be drawn from is refused. */
export const refusesImpossibleDistributions: Law = {
  id: 'seeded/refuses-the-impossible',
  claim: 'C8',
  statement: 'always refuses an empty list, bounds in the wrong order and values that no neuron can have',
  needs: ['seeded'],
  property: (implementation) =>
    fc.asyncProperty(fc.constantFrom(...impossibleDistributions()), (forbidden) =>
      requireRefusal(
        refusesImpossibleDistributions.claim,
        refusesImpossibleDistributions.statement,
        forbidden,
        offered(implementation, 'seeded'),
      ),
    ),
};

/** Neurons enough for the statistical laws. */
const manyNeurons = 1000;

/** One rate, so that the bias is a function of the intercept alone. */
const nengoDefaults: SeededInput = {
  seed: 0,
  neurons: 20,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  maxRatesHz: { kind: 'choice', values: [100] },
  intercepts: { kind: 'uniform', low: -1, high: 0.9 },
  initialVoltage: { kind: 'uniform', low: 0, high: 1 },
};

function twoSeeds(): fc.Arbitrary<[number, number]> {
  return fc.tuple(seed(), fc.integer({ min: 1, max: 100 })).map(([one, apart]) => [one, one + apart]);
}

function impossibleDistributions(): ForbiddenInput<SeededInput>[] {
  const changed = (change: Partial<SeededInput>): SeededInput => ({ ...nengoDefaults, ...change });
  const uniform = (low: number, high: number): Distribution => ({ kind: 'uniform', low, high });
  const choice = (...values: number[]): Distribution => ({ kind: 'choice', values });
  return [
    { what: 'an empty list', input: changed({ maxRatesHz: choice() }) },
    { what: 'a list with NaN', input: changed({ intercepts: choice(0, Number.NaN) }) },
    { what: 'bounds in the wrong order', input: changed({ intercepts: uniform(0.5, -0.5) }) },
    { what: 'two equal bounds', input: changed({ initialVoltage: uniform(0.5, 0.5) }) },
    { what: 'a bound that is not a number', input: changed({ initialVoltage: uniform(0, Number.NaN) }) },
    { what: 'a max rate of 1/τ_ref', input: changed({ maxRatesHz: choice(500) }) },
    { what: 'an intercept of 1', input: changed({ intercepts: choice(1) }) },
    { what: 'an initial voltage above the threshold', input: changed({ initialVoltage: choice(1.5) }) },
    { what: 'no neurons', input: changed({ neurons: 0 }) },
    { what: 'half a neuron', input: changed({ neurons: 1.5 }) },
  ];
}

/** A value read back from what an implementation drew, and how far rounding may have moved it. */
interface ReadBack {
  readonly value: number;
  readonly error: number;
}

/** Rates at input 1, intercepts (1 − bias)/gain, voltages. */
function readBack(decimal: Decimals, { gain, bias, initialVoltage }: SeededOutput, input: SeededInput, u: number) {
  const tunings = gain.map((value, neuron) => ({ gain: value, bias: bias[neuron] ?? Number.NaN }));
  return {
    maxRatesHz: tunings.map((tuning): ReadBack => {
      const current = exactCurrent(decimal, tuning, 1);
      const value = exactRateHz(decimal, current, input);
      // gain and bias each carry some roundings of their size; from 20 to 480 Hz z loses no more than 32 of them
      const ofCurrent = 32 * u * (1 + tuning.gain + Math.abs(tuning.bias));
      return { value, error: 2 * rateError(current.toNumber(), ofCurrent, input, u) * value };
    }),
    intercepts: tunings.map(({ gain, bias }) => ({
      value: (1 - bias) / gain,
      error: (8 * u * (1 + Math.abs(bias) + gain)) / gain,
    })),
    initialVoltage: initialVoltage.map((value) => ({ value, error: u })),
  };
}

function isInside(distribution: Distribution, { value, error }: ReadBack): boolean {
  if (distribution.kind === 'choice') return distribution.values.some((choice) => Math.abs(value - choice) <= error);
  return value >= distribution.low - error && value <= distribution.high + error;
}

/** Intercepts from −1 … .9 and voltages from 0 … 1, both brought to 0 … 1. */
function inUnitInterval({ gain, bias, initialVoltage }: SeededOutput) {
  const intercepts = gain.map((value, neuron) => ((1 - (bias[neuron] ?? Number.NaN)) / value + 1) / 1.9);
  return { intercepts, initialVoltage };
}

function requireSame({ claim, statement }: Law, expected: unknown, got: unknown): void {
  requireThat(JSON.stringify(got) === JSON.stringify(expected), claim, statement, () => ({ expected, got }));
}

export const seededLaws: readonly Law[] = [
  dependsOnSeedAlone,
  dependsOnNoOrder,
  differsBetweenSeeds,
  drawsInsideDistributions,
  givesTheOnlyChoice,
  choosesEveryValue,
  drawsUniformly,
  drawsIndependently,
  refusesImpossibleDistributions,
];
