import fc from 'fast-check';
import type { NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Level, Trains } from '../../src/conformance/level.ts';
import type { NeuronComparison } from '../../src/conformance/vectors/compare-neurons.ts';
import type { NeuronTolerance } from '../../src/conformance/vectors/vector.ts';
import { requireThat } from '../require.ts';

/** The functions that determine a level. */
export interface LevelRule {
  /** The level of spike trains. */
  readonly levelOfTrains: (expected: Trains, got: Trains, steps: number) => Level;
  /** The level of a whole output, and its first deviation. */
  readonly compareNeurons: (
    expected: NeuronOutput,
    got: NeuronOutput,
    steps: number,
    allowed: NeuronTolerance,
  ) => NeuronComparison;
}

/** A law about levels. */
export interface LevelLaw {
  /** Never reused or renamed. */
  readonly id: string;
  readonly clause: 'level';
  /** A predicate in the present tense, without its subject. */
  readonly statement: string;
  /** Checks the functions on generated trains. */
  readonly property: (rule: LevelRule) => fc.IProperty<unknown>;
}

/** Number of steps of a run. */
export const steps: number = 200;

/** Trains of one to four neurons with three or more spikes each, at least four steps apart and away from both ends. */
export const firingTrains = (): fc.Arbitrary<number[][]> =>
  fc.array(
    fc
      .array(fc.integer({ min: 4, max: 16 }), { minLength: 3, maxLength: 11 })
      .map((gaps) => gaps.map((_, spike) => gaps.slice(0, spike + 1).reduce((sum, gap) => sum + gap, 0))),
    { minLength: 1, maxLength: 4 },
  );

/** Trains, and the index of one of them. */
export const trainsAndNeuron = (): fc.Arbitrary<[number[][], number]> =>
  fc.tuple(firingTrains(), fc.nat()).map(([trains, index]) => [trains, index % trains.length]);

/** A train without some of its spikes, given by index. */
export const without = (train: readonly number[], spikes: readonly number[]): number[] =>
  train.filter((_, spike) => !spikes.includes(spike));

/** Trains with one of them replaced. */
export const replaced = (trains: Trains, neuron: number, train: readonly number[]): Trains =>
  trains.with(neuron, train);

/** Refutes a law unless level and shift are as expected. */
export function requireLevel(law: LevelLaw, expected: Level, got: Level): void {
  requireThat(expected.name === got.name && expected.shift === got.shift, law, () => ({
    expected,
    got,
  }));
}
