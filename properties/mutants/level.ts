import type { NeuronOutput } from '../../src/conformance/implementation.ts';
import { type Level, levelOfTrains, type Trains } from '../../src/conformance/level.ts';
import { compareNeurons } from '../../src/conformance/vectors/compare-neurons.ts';
import type { LevelRule } from '../conformance/level-law.ts';

/** A mutant of the rule that finds a level. */
export interface LevelMutant extends LevelRule {
  readonly name: string;
  readonly difference: string;
}

const correct: LevelRule = { levelOfTrains, compareNeurons };

/** A mutant that compares spike trains in a wrong way. */
const ofTrains = (name: string, difference: string, rule: LevelRule['levelOfTrains']): LevelMutant => ({
  ...{ name, difference, levelOfTrains: rule },
  compareNeurons: (expected, got, steps, allowed) => {
    const level = rule(expected.spikes, got.spikes, steps);
    return { ...compareNeurons(expected, got, steps, allowed), level };
  },
});

const ofOutput = (name: string, difference: string, rule: LevelRule['compareNeurons']): LevelMutant => ({
  ...{ name, difference, levelOfTrains, compareNeurons: rule },
});

const counts = (trains: Trains) => trains.map((train) => train.length);
const steps: Level = { name: 'steps' };
const within = (by: number) => (one: readonly number[], other: readonly number[]) =>
  one.length === other.length && one.every((step, spike) => Math.abs(step - (other[spike] as number)) <= by);

/** Mutants of the rule that finds a level: each accepts or rejects too much. */
export const levelMutants: readonly LevelMutant[] = [
  ofTrains('ignores-number-of-trains', 'ignores trains that only one output has', (expected, got, length) => {
    const both = Math.min(expected.length, got.length);
    return levelOfTrains(expected.slice(0, both), got.slice(0, both), length);
  }),
  ofTrains('wants-more-than-all', 'reports equal trains as shifted', (expected, got, length) => {
    const level = levelOfTrains(expected, got, length);
    return level.name === 'steps' ? { name: 'shifted', shift: 'either' } : level;
  }),
  ofTrains('looks-at-first-train', 'compares only the first train', (expected, got, length) =>
    expected.length === got.length ? levelOfTrains(expected.slice(0, 1), got.slice(0, 1), length) : { name: 'none' },
  ),
  ofTrains('lets-silence-pass', 'accepts silence, because it contains no wrong spike', (expected, got, length) =>
    got.flat().length === 0 ? steps : levelOfTrains(expected, got, length),
  ),
  ofTrains('lets-one-spike-pass', 'accepts one spike instead of silence', (expected, got, length) =>
    expected.flat().length === 0 && got.flat().length === 1 ? { name: 'counts' } : levelOfTrains(expected, got, length),
  ),
  ofTrains('accepts-shift-by-two', 'reports spikes that are two steps away as shifted', (expected, got, length) => {
    const level = levelOfTrains(expected, got, length);
    const near = level.name === 'counts' && expected.every((train, neuron) => within(2)(train, got[neuron] ?? []));
    return near ? { name: 'shifted', shift: 'either' } : level;
  }),
  ofTrains('accepts-shift-as-steps', 'reports shifted spikes as equal', (expected, got, length) =>
    levelOfTrains(expected, got, length).name === 'shifted' ? steps : levelOfTrains(expected, got, length),
  ),
  ofTrains('names-no-direction', 'reports every shift as one in either direction', (expected, got, length) => {
    const level = levelOfTrains(expected, got, length);
    return level.name === 'shifted' ? { name: 'shifted', shift: 'either' } : level;
  }),
  ofTrains('counts-at-the-end-only', 'compares spike counts only at the end of the run', (expected, got, length) => {
    const level = levelOfTrains(expected, got, length);
    return level.name === 'rates' ? { name: 'counts' } : level;
  }),
  ofTrains('counts-to-two', 'accepts counts that differ by two', (expected, got, length) => {
    const off = counts(expected).map((count, neuron) => Math.abs(count - (counts(got)[neuron] ?? Infinity)));
    const level = levelOfTrains(expected, got, length);
    return level.name === 'none' && Math.max(...off) === 2 ? { name: 'counts' } : level;
  }),
  ofTrains('forgets-the-end', 'rejects a late spike that falls outside the run', (expected, got, length) =>
    counts(expected).join() === counts(got).join() || got.flat().length === 0
      ? levelOfTrains(expected, got, length)
      : { name: 'counts' },
  ),
  ofTrains('sorts-trains', 'sorts spikes before the comparison', (expected, got, length) =>
    levelOfTrains(
      expected,
      got.map((train) => train.toSorted((a, b) => a - b)),
      length,
    ),
  ),
  ofTrains(
    'cuts-spikes-to-the-run',
    'moves spikes that are outside the run or between steps',
    (expected, got, length) =>
      levelOfTrains(
        expected,
        got.map((train) => train.map(Math.floor).map((step) => Math.min(Math.max(step, 0), length - 1))),
        length,
      ),
  ),
  ofOutput('bits-without-voltages', 'reports equal bits without voltages', (expected, got, length, allowed) => {
    const voltage = got.voltage ?? expected.voltage;
    return compareNeurons(expected, { ...got, ...(voltage && { voltage }) } as NeuronOutput, length, allowed);
  }),
  ofOutput('bits-within-tolerance', 'reports equal bits for close numbers', (expected, got, length, allowed) => {
    const found = compareNeurons(expected, got, length, allowed);
    return found.level.name === 'steps' && !found.divergence ? { level: { name: 'bits' } } : found;
  }),
  ofOutput('ignores-height', 'ignores the height of spikes', (expected, got, length, allowed) =>
    compareNeurons(expected, { ...got, spikeHeight: expected.spikeHeight }, length, allowed),
  ),
  ofOutput(
    'looks-at-spikes-first',
    'reports a spike first if a voltage differed before',
    (expected, got, length, allowed) => {
      const { voltage: _, ...spikesOnly } = got;
      const found = compareNeurons(expected, got, length, allowed);
      const { divergence } = compareNeurons(expected, spikesOnly, length, allowed);
      return divergence ? { ...found, divergence } : found;
    },
  ),
  ofOutput('looks-at-voltages-only', 'never reports a spike that differs', (expected, got, length, allowed) => {
    const found = compareNeurons(expected, got, length, allowed);
    return found.divergence?.stage === 'spikes' ? { level: found.level } : found;
  }),
];

/** The correct rule. */
export const rightLevels: LevelRule = correct;
