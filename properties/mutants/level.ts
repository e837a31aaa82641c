import type { NeuronOutput } from '../../src/conformance/implementation.ts';
import { type Level, levelOfTrains, type Trains } from '../../src/conformance/level.ts';
import { compareNeurons } from '../../src/conformance/vectors/compare-neurons.ts';
import type { LevelRule } from '../conformance/level-law.ts';

/** A wrong way to find a level. */
export interface LevelMutant extends LevelRule {
  readonly name: string;
  readonly difference: string;
}

const right: LevelRule = { levelOfTrains, compareNeurons };

/** Makes a wrong rule out of a wrong way to look at trains. */
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

/** Wrong ways to find a level, each accepts or refuses what it should not. */
export const levelMutants: readonly LevelMutant[] = [
  ofTrains('ignores-number-of-trains', 'compares as many trains as both have', (expected, got, length) => {
    const both = Math.min(expected.length, got.length);
    return levelOfTrains(expected.slice(0, both), got.slice(0, both), length);
  }),
  ofTrains('wants-more-than-all', 'takes trains that are the same for shifted', (expected, got, length) => {
    const level = levelOfTrains(expected, got, length);
    return level.name === 'steps' ? { name: 'shifted', shift: 'either' } : level;
  }),
  ofTrains('looks-at-first-train', 'compares the first train only', (expected, got, length) =>
    expected.length === got.length ? levelOfTrains(expected.slice(0, 1), got.slice(0, 1), length) : { name: 'none' },
  ),
  ofTrains('lets-silence-pass', 'takes silence for right, as no spike of it is wrong', (expected, got, length) =>
    got.flat().length === 0 ? steps : levelOfTrains(expected, got, length),
  ),
  ofTrains('lets-one-spike-pass', 'takes one spike for as good as silence', (expected, got, length) =>
    expected.flat().length === 0 && got.flat().length === 1 ? { name: 'counts' } : levelOfTrains(expected, got, length),
  ),
  ofTrains('accepts-shift-by-two', 'takes spikes that are two steps away for shifted', (expected, got, length) => {
    const level = levelOfTrains(expected, got, length);
    const near = level.name === 'counts' && expected.every((train, neuron) => within(2)(train, got[neuron] ?? []));
    return near ? { name: 'shifted', shift: 'either' } : level;
  }),
  ofTrains('accepts-shift-as-steps', 'takes spikes within one step for those of their step', (expected, got, length) =>
    levelOfTrains(expected, got, length).name === 'shifted' ? steps : levelOfTrains(expected, got, length),
  ),
  ofTrains('names-no-direction', 'says of every shift that each is within one step', (expected, got, length) => {
    const level = levelOfTrains(expected, got, length);
    return level.name === 'shifted' ? { name: 'shifted', shift: 'either' } : level;
  }),
  ofTrains(
    'counts-at-the-end-only',
    'compares the numbers of spikes at the end of the run',
    (expected, got, length) => {
      const level = levelOfTrains(expected, got, length);
      return level.name === 'rates' ? { name: 'counts' } : level;
    },
  ),
  ofTrains('counts-to-two', 'lets counts differ by two', (expected, got, length) => {
    const off = counts(expected).map((count, neuron) => Math.abs(count - (counts(got)[neuron] ?? Infinity)));
    const level = levelOfTrains(expected, got, length);
    return level.name === 'none' && Math.max(...off) === 2 ? { name: 'counts' } : level;
  }),
  ofTrains('forgets-the-end', 'does not know that a late spike may leave the run', (expected, got, length) =>
    counts(expected).join() === counts(got).join() || got.flat().length === 0
      ? levelOfTrains(expected, got, length)
      : { name: 'counts' },
  ),
  ofTrains('sorts-trains', 'puts spikes in order before it looks at them', (expected, got, length) =>
    levelOfTrains(
      expected,
      got.map((train) => train.toSorted((a, b) => a - b)),
      length,
    ),
  ),
  ofTrains('cuts-spikes-to-the-run', 'leaves out what is outside the run or between steps', (expected, got, length) =>
    levelOfTrains(
      expected,
      got.map((train) => train.map(Math.floor).map((step) => Math.min(Math.max(step, 0), length - 1))),
      length,
    ),
  ),
  ofOutput('bits-without-voltages', 'finds bits where no voltage is shown', (expected, got, length, allowed) => {
    const voltage = got.voltage ?? expected.voltage;
    return compareNeurons(expected, { ...got, ...(voltage && { voltage }) } as NeuronOutput, length, allowed);
  }),
  ofOutput('bits-within-tolerance', 'finds bits where numbers are near', (expected, got, length, allowed) => {
    const found = compareNeurons(expected, got, length, allowed);
    return found.level.name === 'steps' && !found.divergence ? { level: { name: 'bits' } } : found;
  }),
  ofOutput('ignores-height', 'does not look at the height of spikes', (expected, got, length, allowed) =>
    compareNeurons(expected, { ...got, spikeHeight: expected.spikeHeight }, length, allowed),
  ),
  ofOutput(
    'looks-at-spikes-first',
    'says that spikes are off where a voltage was before',
    (expected, got, length, allowed) => {
      const { voltage: _, ...spikesOnly } = got;
      const found = compareNeurons(expected, got, length, allowed);
      const { divergence } = compareNeurons(expected, spikesOnly, length, allowed);
      return divergence ? { ...found, divergence } : found;
    },
  ),
  ofOutput('looks-at-voltages-only', 'never says that spikes are off', (expected, got, length, allowed) => {
    const found = compareNeurons(expected, got, length, allowed);
    return found.divergence?.stage === 'spikes' ? { level: found.level } : found;
  }),
];

/** The right way, for comparison. */
export const rightLevels: LevelRule = right;
