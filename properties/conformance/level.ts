import fc from 'fast-check';
import { firingTrains, type LevelLaw, replaced, requireLevel, steps, trainsAndNeuron, without } from './level-law.ts';
import { firstStage, heightCounts, lastBit } from './level-of-output.ts';

const sameTrains: LevelLaw = {
  id: 'level/same-trains-are-steps',
  clause: 'level',
  statement: 'always finds that trains are in their steps if they are the same',
  property: (rule) =>
    fc.property(firingTrains(), (trains) =>
      requireLevel(sameTrains, { name: 'steps' }, rule.levelOfTrains(trains, structuredClone(trains), steps)),
    ),
};

const shiftedTrains: LevelLaw = {
  id: 'level/one-step-is-shifted',
  clause: 'level',
  statement: 'always names the shift if all spikes come one step late, one step early, or each within one step',
  property: (rule) =>
    fc.property(firingTrains(), fc.constantFrom('late', 'early', 'either'), (trains, shift) => {
      const by = { late: () => 1, early: () => -1, either: (spike: number) => (spike % 2 === 0 ? 1 : 0) }[shift];
      const got = trains.map((train) => train.map((step, spike) => step + by(spike)));
      requireLevel(shiftedTrains, { name: 'shifted', shift }, rule.levelOfTrains(trains, got, steps));
    }),
};

const leftTheRun: LevelLaw = {
  id: 'level/shift-beyond-the-end',
  clause: 'level',
  statement: 'always finds a train one step late whose last spike is pushed out of the run',
  property: (rule) =>
    fc.property(firingTrains(), (trains) => {
      const expected = trains.map((train) => [...train, steps - 1]);
      const got = trains.map((train) => train.map((step) => step + 1));
      requireLevel(leftTheRun, { name: 'shifted', shift: 'late' }, rule.levelOfTrains(expected, got, steps));
    }),
};

const twoSteps: LevelLaw = {
  id: 'level/two-steps-are-not-shifted',
  clause: 'level',
  statement: 'never calls spikes shifted if one of them is two steps from its expected step',
  property: (rule) =>
    fc.property(trainsAndNeuron(), fc.nat(), fc.constantFrom(-2, 2), ([trains, neuron], index, by) => {
      const train = trains[neuron] as number[];
      const moved = train.map((step, spike) => (spike === index % train.length ? step + by : step));
      const got = rule.levelOfTrains(trains, replaced(trains, neuron, moved), steps);
      requireLevel(twoSteps, { name: 'counts' }, got);
    }),
};

const lostSpikes: LevelLaw = {
  id: 'level/a-lost-spike-is-counts',
  clause: 'level',
  statement: 'always finds one lost spike within counts, and never two',
  property: (rule) =>
    fc.property(trainsAndNeuron(), fc.boolean(), ([trains, neuron], two) => {
      const lost = without(trains[neuron] as number[], two ? [0, 1] : [0]);
      const got = rule.levelOfTrains(trains, replaced(trains, neuron, lost), steps);
      requireLevel(lostSpikes, { name: two ? 'none' : 'counts' }, got);
    }),
};

const lateButEqual: LevelLaw = {
  id: 'level/equal-in-the-end-is-rates',
  clause: 'level',
  statement: 'never finds counts if two spikes are missing for a while, even if they come before the end',
  property: (rule) =>
    fc.property(trainsAndNeuron(), ([trains, neuron]) => {
      const train = trains[neuron] as number[];
      const delayed = [...without(train, [0, 1]), steps - 2, steps - 1];
      const got = rule.levelOfTrains(trains, replaced(trains, neuron, delayed), steps);
      requireLevel(lateButEqual, { name: 'rates' }, got);
    }),
};

const otherNumberOfTrains: LevelLaw = {
  id: 'level/another-number-of-trains-is-none',
  clause: 'level',
  statement: 'never finds a level if the number of trains differs from the number of neurons',
  property: (rule) =>
    fc.property(firingTrains(), fc.boolean(), (trains, more) => {
      const got = more ? [...trains, []] : trains.slice(0, -1);
      requireLevel(otherNumberOfTrains, { name: 'none' }, rule.levelOfTrains(trains, got, steps));
      requireLevel(otherNumberOfTrains, { name: 'none' }, rule.levelOfTrains([...trains, []], trains, steps));
    }),
};

const silenceIsNone: LevelLaw = {
  id: 'level/silence-is-none',
  clause: 'level',
  statement: 'never finds a level for silence if a spike is expected, nor for a spike if silence is expected',
  property: (rule) =>
    fc.property(fc.integer({ min: 0, max: steps - 1 }), fc.integer({ min: 1, max: 4 }), (step, neurons) => {
      const silent = Array.from({ length: neurons }, () => []);
      const firing = silent.with(neurons - 1, [step] as never);
      requireLevel(silenceIsNone, { name: 'none' }, rule.levelOfTrains(firing, silent, steps));
      requireLevel(silenceIsNone, { name: 'none' }, rule.levelOfTrains(silent, firing, steps));
    }),
};

const noTrain: LevelLaw = {
  id: 'level/no-train-is-none',
  clause: 'level',
  statement: 'never finds a level for spikes that are out of order or outside the run',
  property: (rule) =>
    fc.property(
      trainsAndNeuron(),
      fc.constantFrom(...['backwards', 'beyond', 'before', 'between']),
      ([trains, neuron], how) => {
        const train = trains[neuron] as number[];
        const wrong = {
          backwards: train.toReversed(),
          beyond: train.with(-1, steps),
          before: train.with(0, -1),
          between: train.map((step) => step + 0.5),
        }[how] as number[];
        const got = rule.levelOfTrains(trains, replaced(trains, neuron, wrong), steps);
        requireLevel(noTrain, { name: 'none' }, got);
      },
    ),
};

/** The laws about levels. */
export const levelLaws: readonly LevelLaw[] = [
  sameTrains,
  shiftedTrains,
  leftTheRun,
  twoSteps,
  lostSpikes,
  lateButEqual,
  otherNumberOfTrains,
  silenceIsNone,
  noTrain,
  lastBit,
  heightCounts,
  firstStage,
];
