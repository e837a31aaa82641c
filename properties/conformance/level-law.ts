import fc from 'fast-check';
import type { NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Level, Trains } from '../../src/conformance/level.ts';
import type { NeuronComparison, NeuronTolerance } from '../../src/conformance/vectors/compare-neurons.ts';
import { requireThat } from '../require.ts';

/** What says how near an answer comes to what is expected. */
export interface LevelRule {
  /** The level of spike trains alone. */
  readonly levelOfTrains: (expected: Trains, got: Trains, steps: number) => Level;
  /** The level of all that neurons give, and where it first leaves what is expected. */
  readonly compareNeurons: (
    expected: NeuronOutput,
    got: NeuronOutput,
    steps: number,
    allowed: NeuronTolerance,
  ) => NeuronComparison;
}

/** A statement about levels. */
export interface LevelLaw {
  /** Never reused, never renamed. */
  readonly id: string;
  readonly claim: 'level';
  /** A sentence in the present tense, without its subject. */
  readonly statement: string;
  /** Holds a rule to it, on generated trains. */
  readonly property: (rule: LevelRule) => fc.IProperty<unknown>;
}

/** Length of the runs below. */
export const steps: number = 200;

/** Trains of one to four neurons; each fires three times or more, at least four steps apart, away from both ends. */
export const firingTrains = (): fc.Arbitrary<number[][]> =>
  fc.array(
    fc
      .array(fc.integer({ min: 4, max: 16 }), { minLength: 3, maxLength: 11 })
      .map((gaps) => gaps.map((_, spike) => gaps.slice(0, spike + 1).reduce((sum, gap) => sum + gap, 0))),
    { minLength: 1, maxLength: 4 },
  );

/** Trains and one of the neurons. */
export const trainsAndNeuron = (): fc.Arbitrary<[number[][], number]> =>
  fc.tuple(firingTrains(), fc.nat()).map(([trains, place]) => [trains, place % trains.length]);

/** A train that has lost some of its spikes. */
export const without = (train: readonly number[], places: readonly number[]): number[] =>
  train.filter((_, spike) => !places.includes(spike));

/** Trains of which one is another. */
export const replaced = (trains: Trains, neuron: number, train: readonly number[]): Trains =>
  trains.with(neuron, train);

/** Refutes unless the level, and its shift, is the expected one. */
export function requireLevel(law: LevelLaw, expected: Level, got: Level): void {
  requireThat(expected.name === got.name && expected.shift === got.shift, law, () => ({
    expected,
    got,
  }));
}
