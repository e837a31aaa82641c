import { type Distribution, draw, type RandomStream, randomStream } from '../../src/base/random.ts';
import { requireAtMost, requireWhole } from '../../src/base/requirement.ts';
import type { SeededInput, SeededOutput } from '../../src/conformance/implementation.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { describeMutant, type Mutant } from './mutant.ts';

type Quantity = 'maxRatesHz' | 'intercepts' | 'initialVoltage';

/** The pieces of drawing neurons. A mutant replaces one of them. */
interface DrawingPieces {
  readonly stream: (seed: number, quantity: Quantity, distribution: Distribution) => RandomStream;
  readonly draw: (distribution: Distribution, count: number, stream: RandomStream, quantity: Quantity) => number[];
}

const correct: DrawingPieces = { stream: (seed, quantity) => randomStream(`${seed}/${quantity}`), draw };

/** A stream that is opened once, when the program starts, as if a seed were set outside the builder. */
const setOnceOutside = randomStream('0');

export const seededMutants: readonly Mutant[] = [
  drawnBy(
    'seed-set-once-outside',
    'draws from one generator, seeded once outside the builder, so the second build differs from the first',
    { stream: () => setOnceOutside },
  ),
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
