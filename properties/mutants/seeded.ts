import { type Distribution, draw, type RandomStream, randomStream, shuffledOrder } from '../../src/base/random.ts';
import { requireAtMost, requireWhole } from '../../src/base/requirement.ts';
import type { SeededInput, SeededOutput } from '../../src/conformance/implementation.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { describeMutant, type Mutant, withMemory } from './mutant.ts';

type Quantity = 'maxRatesHz' | 'intercepts' | 'initialVoltage';

/** The pieces of drawing neurons. A mutant replaces one of them. */
interface DrawingPieces {
  readonly stream: (seed: number, quantity: Quantity, distribution: Distribution) => RandomStream;
  readonly draw: (distribution: Distribution, count: number, stream: RandomStream, quantity: Quantity) => number[];
}

const correct: DrawingPieces = { stream: (seed, quantity) => randomStream(`${seed}/${quantity}`), draw };

export const seededMutants: readonly Mutant[] = [
  withMemory(() => {
    const stream = randomStream('0');
    const difference =
      'draws from one generator, seeded once outside the builder, so the second build differs from the first';
    return drawnBy('seed-set-once-outside', difference, { stream: () => stream });
  }),
  drawnBy(
    'seed-ignored',
    'draws the same neurons for every seed',
    { stream: (_, quantity) => randomStream(quantity) },
    'nengo#1275',
  ),
  drawnBy(
    'stream-shared-between-quantities',
    'opens the same stream for every quantity, so intercepts and voltages are correlated',
    { stream: (seed) => randomStream(`${seed}`) },
  ),
  withMemory(() => {
    let stream = randomStream('');
    return drawnBy(
      'arrays-share-a-generator',
      'draws all arrays from one generator, one after the other, so that the number of neurons shifts the later ones',
      {
        stream: (seed, quantity) => {
          if (quantity === 'maxRatesHz') stream = randomStream(`${seed}`);
          return stream;
        },
      },
      'nengo-loihi#58',
    );
  }),
  drawnBy('equal-distributions-share-draws', 'draws quantities with the same distribution from the same numbers', {
    stream: (seed, _, distribution) => randomStream(`${seed}/${JSON.stringify(distribution)}`),
  }),
  drawnBy('intercepts-of-at-most-0.9', 'draws 0.9 instead of any higher intercept', {
    draw: (distribution, count, stream, quantity) =>
      draw(distribution, count, stream).map((value) => (quantity === 'intercepts' ? Math.min(value, 0.9) : value)),
  }),
  drawnBy('choice-of-eight', 'never chooses a value of a list after the eighth', {
    draw: (distribution, count, stream) =>
      draw(
        distribution.kind === 'choice' ? { kind: 'choice', values: distribution.values.slice(0, 8) } : distribution,
        count,
        stream,
      ),
  }),
  drawnBy('first-neuron-without-seed', 'draws the first neuron from the same numbers for every seed', {
    draw: (distribution, count, stream, quantity) => [
      ...draw(distribution, 1, randomStream(quantity)),
      ...draw(distribution, count, stream).slice(1),
    ],
  }),
  drawnBy('choice-spread-around', 'draws max rates from near the chosen value', {
    draw: (distribution, count, stream, quantity) => {
      const values = draw(distribution, count, stream);
      if (distribution.kind !== 'choice' || quantity !== 'maxRatesHz') return values;
      return values.map((value) => value * (0.95 + 0.05 * stream()));
    },
  }),
  drawnBy('max-rates-sorted', 'sorts the max rates', {
    draw: (distribution, count, stream, quantity) => {
      const values = draw(distribution, count, stream);
      return quantity === 'maxRatesHz' ? values.sort((one, other) => one - other) : values;
    },
  }),
  drawnBy('max-rates-in-whole-hertz', 'draws whole numbers of hertz from a range', {
    draw: (distribution, count, stream, quantity) => {
      const values = draw(distribution, count, stream);
      const isRange = quantity === 'maxRatesHz' && distribution.kind === 'uniform' && distribution.high > 100;
      return isRange ? values.map((rate) => Math.max(1, Math.floor(rate))) : values;
    },
  }),
  drawnBy('choice-in-a-circle', 'takes the values of a list in turn, from a random one on', {
    draw: (distribution, count, stream) => {
      if (distribution.kind === 'uniform') return draw(distribution, count, stream);
      const { values } = distribution;
      const first = Math.floor(values.length * stream());
      return Array.from({ length: count }, (_, neuron) => values[(first + neuron) % values.length] as number);
    },
  }),
  drawnBy('choice-dealt-evenly', 'deals each value of a list to as many neurons, in random order', {
    draw: (distribution, count, stream) => {
      if (distribution.kind === 'uniform') return draw(distribution, count, stream);
      const { values } = distribution;
      return Array.from(shuffledOrder(count, stream), (place) => values[place % values.length] as number);
    },
  }),
  drawnBy('choice-without-repeats', 'gives no two neurons the same value of a list that is long enough', {
    draw: (distribution, count, stream) => {
      if (distribution.kind === 'uniform' || distribution.values.length < count)
        return draw(distribution, count, stream);
      const { values } = distribution;
      return Array.from(shuffledOrder(values.length, stream).slice(0, count), (place) => values[place] as number);
    },
  }),
  drawnBy('choice-of-different-values', 'takes a value that is listed twice for one', {
    draw: (distribution, count, stream) =>
      draw(
        distribution.kind === 'choice' ? { kind: 'choice', values: [...new Set(distribution.values)] } : distribution,
        count,
        stream,
      ),
  }),
  drawnBy('stream-of-seed-plus-index', 'draws intercepts like the max rates of the next seed', {
    stream: (seed, quantity) =>
      randomStream(`${seed + ['maxRatesHz', 'intercepts', 'initialVoltage'].indexOf(quantity)}`),
  }),
  drawnBy('stream-of-a-much-later-seed', 'draws intercepts like the max rates 1,000 seeds later', {
    stream: (seed, quantity) =>
      randomStream(`${seed + 1000 * ['maxRatesHz', 'intercepts', 'initialVoltage'].indexOf(quantity)}`),
  }),
  drawnBy('choice-by-a-byte', 'chooses by the remainder of a random byte, so never a value after the 256th', {
    draw: (distribution, count, stream) => {
      if (distribution.kind === 'uniform') return draw(distribution, count, stream);
      const { values } = distribution;
      return Array.from({ length: count }, () => values[Math.floor(256 * stream()) % values.length] as number);
    },
  }),
  drawnBy('choices-share-a-stream', 'opens the same stream for every quantity that has a list', {
    stream: (seed, quantity, { kind }) => randomStream(`${seed}/${kind === 'choice' ? kind : quantity}`),
  }),
  restartsForMoreNeurons(),
  drawnBy('seed-and-neuron-joined', 'draws neuron 10 of seed 1 like neuron 0 of seed 11', {
    stream: (seed, quantity) => {
      let neuron = 0;
      return () => hashed(`${quantity}${seed}${neuron++}`);
    },
  }),
  drawnBy('triples-on-planes', 'draws by RANDU, where each number follows from the two before', {
    stream: (seed, quantity) => {
      let state = 2 * Math.floor(2 ** 30 * randomStream(`${seed}/${quantity}`)()) + 1;
      return () => {
        state = (65_539 * state) % 2 ** 31;
        return state / 2 ** 31;
      };
    },
  }),
  drawnBy('mirrors-half-of-the-neurons', 'draws the second half of the neurons with 1 − u of the first', {
    draw: (distribution, count, stream) => {
      const half = Math.ceil(count / 2);
      const drawn = Array.from({ length: half }, stream);
      const all = [...drawn, ...drawn.map((u) => 1 - 2 ** -53 - u)].toReversed();
      return draw(distribution, count, () => all.pop() ?? 0);
    },
  }),
  drawnBy(
    'reorders-the-same-values',
    'draws the same values for every seed, and only their order by the seed',
    {
      draw: (distribution, count, stream) => {
        const values = draw(distribution, count, randomStream('every seed'));
        return Array.from(shuffledOrder(count, stream), (place) => values[place] as number);
      },
    },
    'hnn-core#414',
  ),
  drawnBy('one-neuron-in-each-part-of-a-range', 'draws exactly one value from each n-th of the range of n neurons', {
    draw: (distribution, count, stream) => {
      const parts = Array.from(shuffledOrder(count, stream));
      return draw(distribution, count, () => ((parts.pop() ?? 0) + stream()) / count);
    },
  }),
  passedOn(
    'max-rates-shift-the-voltages',
    'draws voltages from the rest of the stream of the max rates',
    'maxRatesHz',
    'initialVoltage',
  ),
  passedOn(
    'intercepts-shift-the-voltages',
    'draws voltages from the rest of the stream of the intercepts',
    'intercepts',
    'initialVoltage',
  ),
  passedOn(
    'max-rates-shift-the-intercepts',
    'draws intercepts from the rest of the stream of the max rates',
    'maxRatesHz',
    'intercepts',
  ),
  drawnBy('seeds-collide-by-halves', 'combines the upper and the lower 16 bits of a seed', {
    stream: (seed, quantity) => randomStream(`${(Math.floor(seed / 2 ** 16) ^ (seed % 2 ** 16)) >>> 0}/${quantity}`),
  }),
  drawnBy('seeds-modulo-1000003', 'takes seeds modulo 1,000,003', {
    stream: (seed, quantity) => randomStream(`${seed % 1_000_003}/${quantity}`),
  }),
  drawnBy('seed-zero-is-5489', 'takes a seed of 0 for 5489', {
    stream: (seed, quantity) => randomStream(`${seed || 5489}/${quantity}`),
  }),
  drawnBy('uniform-ignores-low', 'starts uniform ranges at 0 if they start above it', {
    draw: (distribution, count, stream) =>
      draw(
        distribution.kind === 'uniform' ? { ...distribution, low: Math.min(distribution.low, 0) } : distribution,
        count,
        stream,
      ),
  }),
  drawnBy('initial-voltage-zero', 'starts every neuron at voltage 0 instead of the requested voltage', {
    draw: (distribution, count, stream, quantity) =>
      draw(distribution, count, stream).map((value) => (quantity === 'initialVoltage' ? 0 : value)),
  }),
];

/** A number from 0 to 1 that depends on every character of a name: FNV-1a, finished as MurmurHash3. */
function hashed(name: string): number {
  let bits = [...name].reduce(
    (hash, character) => Math.imul(hash ^ character.charCodeAt(0), 16_777_619),
    2_166_136_261,
  );
  for (const factor of [0x85ebca6b, 0xc2b2ae35, 1]) bits = Math.imul(bits ^ (bits >>> 15), factor);
  return (bits >>> 0) / 2 ** 32;
}

/** A simulator that stores the draws of a seed, and opens the stream again when more are needed. */
function restartsForMoreNeurons(): Mutant {
  const drawn = new Map<string, number[]>();
  const stream = (seed: number, quantity: Quantity): RandomStream => {
    const name = `${seed}/${quantity}`;
    const stored = drawn.get(name) ?? [];
    drawn.set(name, stored);
    const reopened = randomStream(name);
    let neuron = 0;
    return () => {
      stored[neuron] ??= reopened();
      return stored[neuron++] as number;
    };
  };
  return {
    ...drawnBy('restarts-for-more-neurons', 'draws neurons that are added to a known seed like the first ones', {
      stream,
    }),
    anew: restartsForMoreNeurons,
  };
}

/** Draws two quantities from one stream, from which a list of one value takes nothing. */
function passedOn(name: string, difference: string, from: Quantity, to: Quantity): Mutant {
  let opened = randomStream('');
  return drawnBy(name, difference, {
    stream: (seed, quantity) => {
      if (quantity === from) opened = randomStream(`${seed}`);
      return quantity === from || quantity === to ? opened : randomStream(`${seed}/${quantity}`);
    },
    draw: (distribution, count, stream) =>
      distribution.kind === 'choice' && distribution.values.length === 1
        ? draw(distribution, count, () => 0)
        : draw(distribution, count, stream),
  });
}

function drawnBy(name: string, difference: string, change: Partial<DrawingPieces>, cites?: string): Mutant {
  const pieces = { ...correct, ...change };
  return { ...describeMutant(name, difference, cites), seeded: (input) => drawNeurons(input, pieces) };
}

function drawNeurons(input: SeededInput, pieces: DrawingPieces): SeededOutput {
  requireWhole('neurons', 1, input.neurons);
  const drawn = (quantity: Quantity) =>
    pieces.draw(input[quantity], input.neurons, pieces.stream(input.seed, quantity, input[quantity]), quantity);
  const maxRatesHz = drawn('maxRatesHz');
  const intercepts = drawn('intercepts');
  const initialVoltage = drawn('initialVoltage');
  for (const voltage of initialVoltage) requireAtMost('initialVoltage', 1, voltage);
  const tunings = maxRatesHz.map((maxRateHz, neuron) =>
    tune({ maxRateHz, intercept: intercepts[neuron] as number }, input),
  );
  return { gain: tunings.map(({ gain }) => gain), bias: tunings.map(({ bias }) => bias), initialVoltage };
}
