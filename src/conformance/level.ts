import { firstDifference } from './spike-trains.ts';

/**
 * How closely an implementation agrees with the expected output, best first. Correct simulators may report a spike in
 * different steps, so pass or fail would not be enough.
 *
 * - bits: all numbers are equal, including voltages
 * - steps: every spike is in its step
 * - shifted: every spike is one step late, or every spike is one step early
 * - none: none of these
 */
export const levelNames = ['bits', 'steps', 'shifted', 'none'] as const;

export type Level = (typeof levelNames)[number];

/** Whether a level is at least as good as another. */
export function isAtLeast(level: Level, least: Level): boolean {
  return levelNames.indexOf(level) <= levelNames.indexOf(least);
}

/** The lowest of some levels; `none` without levels. */
export function worstLevel(some: readonly Level[]): Level {
  return levelNames[Math.max(...some.map((level) => levelNames.indexOf(level)))] ?? 'none';
}

/** The steps in which neurons fired, ascending [neuron]. */
export type Trains = readonly (readonly number[])[];

/**
 * The level of spike trains: `steps` at best. It is `none` for the wrong number of trains, for silence if spikes are
 * expected, and for spikes if silence is expected.
 *
 * @param steps - length of the run; a spike may be shifted beyond its end
 * @example levelOfTrains([[2, 5]], [[3, 6]], 8) // 'shifted'
 */
export function levelOfTrains(expected: Trains, got: Trains, steps: number): Level {
  if (expected.length !== got.length || isSilent(expected) !== isSilent(got)) return 'none';
  if (areSame(expected, got)) return 'steps';
  const later = (by: number) =>
    expected.map((train) => train.map((step) => step + by).filter((step) => step >= 0 && step < steps));
  // a spike that is expected just after the run may appear in its last step
  const early = later(-1).map((train, neuron) => (got[neuron]?.at(-1) === steps - 1 ? [...train, steps - 1] : train));
  return areSame(later(1), got) || areSame(early, got) ? 'shifted' : 'none';
}

const isSilent = (trains: Trains): boolean => trains.every((train) => train.length === 0);

const areSame = (expected: Trains, got: Trains): boolean =>
  expected.every((train, neuron) => firstDifference(train, got[neuron] ?? []) === undefined);
