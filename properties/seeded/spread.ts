import fc from 'fast-check';
import { log } from '../../src/base/elementary.ts';
import type { Distribution } from '../../src/base/random.ts';
import type { Implementation, SeededInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { seed, someOf } from '../arbitraries/seeded.ts';
import { correlationLimit, distanceFromUniform, evenLimit, surpriseOfCells, uniformLimit } from '../oracles/chance.ts';
import { requireThat } from '../require.ts';

/** Nengo's default intercepts and voltages, with a single max rate: the bias then depends on the intercept alone. */
export const oneRate: SeededInput = {
  seed: 0,
  neurons: 20,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  maxRatesHz: { kind: 'choice', values: [100] },
  intercepts: { kind: 'uniform', low: -1, high: 0.9 },
  initialVoltage: { kind: 'uniform', low: 0, high: 1 },
};

export const quantities = ['maxRatesHz', 'intercepts', 'initialVoltage'] as const;
export type Quantity = (typeof quantities)[number];

/** The values of each neuron, solved from gains and biases; no rounding matters for chance. */
type Drawn = Readonly<Record<Quantity, readonly number[]>>;

async function drawnBy(implementation: Implementation, input: SeededInput): Promise<Drawn> {
  const { gain, bias, initialVoltage } = await capabilityOf(implementation, 'seeded')(input);
  const { tauRcSeconds, tauRefSeconds } = input;
  const rateAt = (current: number) => 1 / (tauRefSeconds + tauRcSeconds * log(current / (current - 1)));
  return {
    maxRatesHz: gain.map((value, neuron) => rateAt(value + (bias[neuron] ?? Number.NaN))),
    intercepts: gain.map((value, neuron) => (1 - (bias[neuron] ?? Number.NaN)) / value),
    initialVoltage,
  };
}

/** Two quantities have the same range, so that draws that are remembered by their range are seen. */
const ranges = {
  maxRatesHz: { kind: 'uniform', low: 200, high: 400 },
  intercepts: { kind: 'uniform', low: 0, high: 0.9 },
  initialVoltage: { kind: 'uniform', low: 0, high: 0.9 },
} as const;

/** Draws all quantities from their ranges, and maps each to 0 … 1. */
async function uniformBy(
  implementation: Implementation,
  seed: number,
  neurons: number,
  distributions: Readonly<Record<Quantity, Distribution>> = ranges,
): Promise<Drawn> {
  const drawn = await drawnBy(implementation, { ...oneRate, ...distributions, seed, neurons });
  const inUnits = (quantity: Quantity) => {
    const { low, high } = ranges[quantity];
    return drawn[quantity].map((value) => clamped((value - low) / (high - low)));
  };
  return {
    maxRatesHz: inUnits('maxRatesHz'),
    intercepts: inUnits('intercepts'),
    initialVoltage: inUnits('initialVoltage'),
  };
}

/** Larger than any rounding error in float32, which may put the ends of a range slightly outside. */
const tolerance = 1e-3;

const clamped = (value: number) =>
  value > -tolerance && value < 1 + tolerance ? Math.min(Math.max(value, 0), 1) : value;

/** Neurons of the next law. */
const fewNeurons = 1000;

/** What programs add to a seed, or multiply it by, to make seeds of several quantities. */
const distances = [2, 10, 16, 100, 256, 1000, 1024, 10_000, 65_536];

/**
 * Each quantity of each seed has its own draws: neurons with high initial voltages must not be those with low
 * intercepts, nor those with low intercepts for the next seed, or for one that is farther away. Correct draws exceed one of
 * the 105 limits of an input with a probability below 2e-7.
 */
export const drawsIndependently: Law = {
  id: 'seeded/independent',
  clause: 'randomness',
  statement:
    'never draws max rates, intercepts and initial voltages of the same or different seeds that are correlated',
  needs: ['seeded'],
  mostRuns: 10,
  property: (implementation) =>
    fc.asyncProperty(firstSeed(implementation), someOf(distances, 3), async (first, farther) => {
      const arrays: { name: string; values: readonly number[] }[] = [];
      for (const seed of [0, 1, ...farther].map((distance) => first + distance)) {
        const drawn = await uniformBy(implementation, seed, fewNeurons);
        for (const quantity of quantities) {
          const values = drawn[quantity];
          for (const other of arrays) requireUncorrelated(other, { name: `${quantity} of seed ${seed}`, values });
          arrays.push({ name: `${quantity} of seed ${seed}`, values });
        }
      }
    }),
};

const firstSeed = ({ largestSeed = 2 ** 53 - 1 }: Implementation) => seed(largestSeed - Math.max(...distances));

function requireUncorrelated(
  one: { readonly name: string; readonly values: readonly number[] },
  other: { readonly name: string; readonly values: readonly number[] },
): void {
  const got = meanProduct(one.values, other.values);
  const limit = correlationLimit(one.values.length);
  requireThat(Math.abs(got) <= limit, drawsIndependently, () => ({
    expected: `a mean product of ${one.name} and ${other.name} within ${limit} of 0`,
    got,
  }));
}

/** Mean product of two lists of values, each mapped from 0 … 1 to −1 … 1. The first list begins at `lag`. */
function meanProduct(all: ArrayLike<number>, others: ArrayLike<number>, lag = 0): number {
  const length = Math.min(all.length - lag, others.length);
  let sum = 0;
  for (let index = 0; index < length; index++)
    sum += (2 * (all[index + lag] as number) - 1) * (2 * (others[index] as number) - 1);
  return sum / length;
}

/** Distances of the seeds of the next law from the first one: some successive, and of one and of two digits. */
const manySeeds = [0, 1, 9, 10, 11, 2];
const neuronsPerSeed = 5_000;

/** Neurons of the last of them: more than a generator of 16 bits draws before it repeats itself. */
const neuronsOfLast = 70_000;

/** Distances between neurons whose draws are compared. */
const lags = [1, 2, 3, 10, 100] as const;

/**
 * A few draws do not reveal that draws are skewed, sorted or repeated. Correct draws of 24 bits exceed each limit with a
 * probability below 1e-9, and any limit with one below 5e-8. With 285,000 draws, a distribution that is 0.009 from
 * uniform (u^1.03 is) is found with a probability of 99.9 %, and so is a mean product of 0.014. In a single quantity,
 * these are 0.016 and 0.024. Draws that depend on each other in another way fall into too few different cells, or into
 * too many.
 */
export const drawsLikeChanceInMany: Law = {
  id: 'seeded/like-chance-in-many',
  clause: 'randomness',
  statement:
    'always draws 285,000 values that are uniform, mostly different and independent, between neurons, quantities and seeds',
  needs: ['seeded'],
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(fc.nat({ max: 1 }), async (first) => {
      const draws: Drawn[] = [];
      for (const distance of manySeeds) {
        const neurons = distance === manySeeds.at(-1) ? neuronsOfLast : neuronsPerSeed;
        draws.push(await uniformBy(implementation, first + distance, neurons));
      }
      const ofAll = quantities.map((quantity) => [quantity, joined(draws.map((drawn) => drawn[quantity]))] as const);
      for (const [quantity, values] of ofAll) requireChanceOf(quantity, values);
      requireChanceOf('all quantities', joined(ofAll.map(([, values]) => values)));
      for (const [index, [quantity, values]] of ofAll.entries()) {
        for (const [other, others] of ofAll.slice(index + 1)) {
          const positions = values.map((value, n) => 1024 * cell(value, 1024) + cell(others[n] as number, 1024));
          const what = `surprise at the number of different positions of ${quantity} and ${other} of a neuron`;
          requireBelow(drawsLikeChanceInMany, what, surpriseOfCells(positions, 2 ** 20), 1);
        }
      }
    }),
};

function joined(lists: readonly ArrayLike<number>[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const list of lists) {
    all.set(list, from);
    from += list.length;
  }
  return all;
}

const cell = (value: number, cells: number) => Math.min(Math.floor(value * cells), cells - 1);

function requireChanceOf(what: string, values: Float64Array): void {
  const requireLimit = (measure: string, got: number, limit: number) =>
    requireBelow(drawsLikeChanceInMany, `${what}: ${measure}`, got, limit);
  const one = values.subarray(0, neuronsPerSeed);
  requireLimit('distance from uniform', distanceFromUniform(values), uniformLimit(values.length));
  for (const lag of [...lags, neuronsPerSeed]) {
    const between = lag < neuronsPerSeed ? `neurons ${lag} apart` : 'successive seeds';
    const product = Math.abs(meanProduct(values, values, lag));
    requireLimit(`correlation of ${between}`, product, correlationLimit(values.length - lag));
  }
  for (const [cellsMet, drawn, cells] of cellsOf(one, values))
    requireLimit(`surprise at the number of different ${cellsMet}`, surpriseOfCells(drawn, cells), 1);
}

/** The cells into which the values of one seed and of all seeds fall, and how many there are. */
function cellsOf(one: Float64Array, all: Float64Array) {
  const inRow = (index: number) => cell(all[index] as number, 32);
  const triples = new Float64Array(Math.floor(all.length / 3)).map(
    (_, index) => 32 * (32 * inRow(3 * index) + inRow(3 * index + 1)) + inRow(3 * index + 2),
  );
  return [
    ['parts of the range with a neuron of one seed', one.map((value) => cell(value, one.length)), one.length],
    ['distances from the middle', one.map((value) => cell(Math.abs(2 * value - 1), 2 ** 15)), 2 ** 15],
    ['values of all seeds', all.map((value) => cell(value, 2 ** 20)), 2 ** 20],
    ['positions of three neighbors', triples, 2 ** 15],
  ] as const;
}

function requireBelow(law: Law, what: string, got: number, limit: number): void {
  requireThat(got <= limit, law, () => ({ expected: `${what} of at most ${limit}`, got }));
}

/** Seeds of the next law: some successive, and others. With a hash of 11 bits, two of them are one, except for one hash in 500. */
const [successiveSeeds, otherSeeds] = [100, 60];

const manyOtherSeeds = ({ largestSeed = 2 ** 53 - 1 }: Implementation) =>
  fc.noShrink(
    fc.array(fc.noBias(fc.integer({ min: 2000, max: largestSeed })), { minLength: otherSeeds, maxLength: otherSeeds }),
  );

/**
 * A program may hash seeds, or start a generator by them that takes several draws to differ. The limits are those of the
 * law before; three draws of 24 bits are equal by chance once in 2^72.
 */
export const startsLikeChance: Law = {
  id: 'seeded/first-neurons-of-many-seeds',
  clause: 'streams',
  statement: 'always draws other neurons for each of 160 seeds, and the first ones like chance, too',
  needs: ['seeded'],
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(fc.noShrink(fc.nat({ max: 1000 })), manyOtherSeeds(implementation), async (first, others) => {
      const successive = Array.from({ length: successiveSeeds }, (_, index) => first + index);
      const seeds = [...new Set([...successive, ...others])];
      const draws: Drawn[] = [];
      for (const seed of seeds) draws.push(await uniformBy(implementation, seed, 3));
      for (const quantity of quantities) {
        const different = new Set(draws.map((drawn) => drawn[quantity].join())).size;
        // read back from gains and biases, which round
        const sorted = draws.map((drawn) => drawn[quantity].map((u) => u.toFixed(5)).toSorted());
        const isReordered = new Set(sorted.map((values) => values.join())).size === 1;
        const words = isReordered ? `${different}: the same values for every seed, in another order` : different;
        requireThat(different === seeds.length, startsLikeChance, () => ({
          expected: `${seeds.length} different lists of ${quantity} for ${seeds.length} seeds`,
          got: different === 1 ? `one: ${quantity} does not depend on the seed` : words,
        }));
        requireNoPairs(quantity, draws);
        const firsts = draws.slice(0, successiveSeeds).map((drawn) => drawn[quantity][0] as number);
        const what = `${quantity} of the first neurons of successive seeds`;
        const distance = distanceFromUniform(firsts);
        requireBelow(startsLikeChance, `${what}: distance from uniform`, distance, uniformLimit(firsts.length));
        const product = Math.abs(meanProduct(firsts, firsts, 1));
        requireBelow(startsLikeChance, `${what}: correlation`, product, correlationLimit(firsts.length - 1));
      }
    }),
};

/** Of draws of 24 bits, three pairs of first neurons are equal by chance less often than once in 10^11. */
const [closeness, mostPairs] = [1e-6, 2];

function requireNoPairs(quantity: Quantity, draws: readonly Drawn[]): void {
  const isPair = ({ [quantity]: [first = 0, second = 0] }: Drawn) => Math.abs(first - second) <= closeness;
  const pairs = draws.filter(isPair).length;
  requireThat(pairs <= mostPairs, startsLikeChance, () => ({
    expected: `another ${quantity} for neuron 1 than for neuron 0`,
    got: `the same for ${pairs} of ${draws.length} seeds: ${quantity} is drawn once for two neurons`,
  }));
}

/** Lists of the next law. A value that is listed twice is chosen twice as often. */
const lists = {
  maxRatesHz: [200, 250, 300, 350],
  intercepts: [-0.5, -0.375, -0.25, -0.125, 0, 0.125, 0.25, 0.375],
  initialVoltage: [0, 0.25, 0.25, 0.5],
} as const;

/** Seeds of the next law, and neurons per seed. */
const [someSeeds, someNeurons] = [10, 5000];

/**
 * Correct draws exceed each of these limits with a probability of at most 1e-9. With 50,000 draws, a value that is
 * drawn 0.022 more or less often is found with a probability of 99.9 %. A value that the same number of neurons
 * gets for every seed, up to two, is always found. So is a list whose first value always, or never, comes with the first
 * one of another list.
 */
export const choosesEvenly: Law = {
  id: 'seeded/even-choices',
  clause: 'randomness',
  statement: 'always chooses every value of a list by chance, as often as it is listed, whatever the neuron before got',
  needs: ['seeded'],
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(fc.nat({ max: 2 ** 20 }), async (first) => {
      const list = (values: readonly number[]) => ({ kind: 'choice', values }) as const;
      const { maxRatesHz, intercepts, initialVoltage } = lists;
      const input = {
        ...oneRate,
        neurons: someNeurons,
        maxRatesHz: list(maxRatesHz),
        intercepts: list(intercepts),
        initialVoltage: list(initialVoltage),
      };
      const draws: Drawn[] = [];
      for (let seed = first; seed < first + someSeeds; seed++)
        draws.push(await drawnBy(implementation, { ...input, seed }));
      for (const quantity of quantities) {
        for (const choice of new Set<number>(lists[quantity])) {
          const { isChoice, listed } = chosen(draws, quantity, choice);
          requireChance(`${quantity}: neurons with ${choice}`, isChoice, listed);
          requireEven(`${quantity}: share of ${choice}`, shareOf(isChoice), listed, uniformLimit(isChoice.length));
          for (const lag of [1, 2, 3]) {
            const what = `${quantity}: share of ${choice} twice, ${lag} neurons apart`;
            // the products at a multiple of lag + 1 are independent, in lag + 1 groups
            const limit = (lag + 1) * uniformLimit(isChoice.length - lag);
            requireEven(what, shareOf(isChoice, isChoice, lag), listed * listed, limit);
          }
        }
      }
      requireOwnChoices(draws);
      await requireRepeats(implementation, first);
    }),
};

/** Which neurons have a choice, and how often it is listed. */
function chosen(draws: readonly Drawn[], quantity: Quantity, choice: number) {
  const within = tolerance * Math.max(1, choice);
  const values = draws.flatMap((one) => one[quantity]);
  const isChoice = new Uint8Array(values.map((value) => (Math.abs(value - choice) < within ? 1 : 0)));
  return { isChoice, listed: lists[quantity].filter((value) => value === choice).length / lists[quantity].length };
}

/** The first choice of one quantity is as frequent in neurons with that of another as in all. */
function requireOwnChoices(draws: readonly Drawn[]): void {
  const firsts = quantities.map((quantity) => ({ quantity, ...chosen(draws, quantity, lists[quantity][0]) }));
  for (const [index, one] of firsts.entries()) {
    for (const other of firsts.slice(index + 1)) {
      const what = `share of the first choices of ${one.quantity} and ${other.quantity} together`;
      const limit = uniformLimit(one.isChoice.length);
      requireEven(what, shareOf(one.isChoice, other.isChoice), one.listed * other.listed, limit);
    }
  }
}

/** Values of a list that is longer than the number of neurons, and that a random byte cannot all reach. */
const longList = 1001;

/** No neuron needs the value of another, but some have it by chance. */
async function requireRepeats(implementation: Implementation, seed: number): Promise<void> {
  const list = ({ low, high }: { readonly low: number; readonly high: number }): Distribution => ({
    kind: 'choice',
    values: Array.from({ length: longList }, (_, index) => low + ((high - low) * index) / longList),
  });
  const { maxRatesHz, intercepts, initialVoltage } = ranges;
  const drawn = await uniformBy(implementation, seed, longList - 1, {
    maxRatesHz: list(maxRatesHz),
    intercepts: list(intercepts),
    initialVoltage: list(initialVoltage),
  });
  for (const quantity of quantities) {
    const chosen = drawn[quantity].map((value) => Math.round(value * longList));
    const what = `${quantity}: surprise at the number of different values from a long list`;
    requireBelow(choosesEvenly, what, surpriseOfCells(chosen, longList), 1);
    const distance = distanceFromUniform(drawn[quantity]);
    const most = uniformLimit(chosen.length) + 1 / longList;
    requireBelow(choosesEvenly, `${quantity}: distance of values from a long list from uniform`, distance, most);
  }
}

function requireEven(what: string, got: number, expected: number, limit: number): void {
  requireThat(Math.abs(got - expected) <= limit, choosesEvenly, () => ({
    expected: `${what}: ${expected} ± ${limit}`,
    got,
  }));
}

/** The share of neurons with a choice; of those that also have another one, or of which an earlier neuron has it. */
function shareOf(isChoice: Uint8Array, isOther = isChoice, lag = 0): number {
  let both = 0;
  for (let index = lag; index < isChoice.length; index++)
    both += (isChoice[index] as number) * (isOther[index - lag] as number);
  return both / (isChoice.length - lag);
}

/** The counts of all seeds must not be even. */
function requireChance(what: string, isChoice: Uint8Array, listed: number): void {
  const counts = Array.from(
    { length: someSeeds },
    (_, seed) => someNeurons * shareOf(isChoice.subarray(seed * someNeurons, (seed + 1) * someNeurons)),
  );
  const limit = evenLimit(someNeurons, listed, someSeeds);
  const holds = counts.some((count) => Math.abs(count - listed * someNeurons) > limit);
  requireThat(holds, choosesEvenly, () => ({
    expected: `${what}: more than ${limit} from ${listed * someNeurons} for one of ${someSeeds} seeds`,
    got: counts,
  }));
}
