import { firstDifference } from './spike-trains.ts';

/**
 * How closely an implementation agrees with the expected output, best first. Correct simulators may report a spike in
 * different steps, so pass or fail would not be enough.
 *
 * - bits: all numbers are equal, including voltages
 * - steps: every spike is in its step
 * - shifted: every spike is within one step; all late, all early, or mixed
 * - counts: at every step, the spike count is within one of the expected count and of rate × time
 * - rates: in the whole run, the spike count is within one of the expected count, since a window of T seconds resolves
 *   1/T
 * - none: none of these
 */
export const levelNames = ['bits', 'steps', 'shifted', 'counts', 'rates', 'none'] as const;

export type LevelName = (typeof levelNames)[number];

/** The direction of a shift: all spikes one step late, all one step early, or each within one step. */
export type Shift = 'late' | 'early' | 'either';

/** A level, with the direction if it is `shifted`. */
export interface Level {
  readonly name: LevelName;
  readonly shift?: Shift;
}

/** The steps in which neurons fired, ascending [neuron]. */
export type Trains = readonly (readonly number[])[];

const none: Level = { name: 'none' };

/** Whether a level is at least as good as another. */
export function isAtLeast(level: Pick<Level, 'name'>, least: LevelName): boolean {
  return levelNames.indexOf(level.name) <= levelNames.indexOf(least);
}

/**
 * The level of spike trains: `steps` at best. It is `none` for the wrong number of trains, for silence if spikes are
 * expected, and for spikes if silence is expected.
 *
 * @param steps - length of the run; a spike may be shifted beyond its end
 * @param ratesPerStep - spikes per step of neurons with a constant current from rest [neuron]; at every step, their
 *   counts must be within one of rate × time
 * @example levelOfTrains([[2, 5]], [[3, 6]], 8) // { name: 'shifted', shift: 'late' }
 */
export function levelOfTrains(
  expected: Trains,
  got: Trains,
  steps: number,
  ratesPerStep: readonly (number | undefined)[] = [],
): Level {
  const pairs = expected.map((train, neuron) => [train, got[neuron] ?? []] as const);
  if (expected.length !== got.length || isSilent(expected) !== isSilent(got)) return none;
  if (got.some((train) => !isTrain(train, steps))) return none;
  if (pairs.every(([own, other]) => isSame(own, other))) return { name: 'steps' };
  const shift = shiftOf(pairs, steps);
  if (shift !== undefined) return { name: 'shifted', shift };
  if (pairs.every(([own, other], neuron) => countsAgree(own, other, steps, ratesPerStep[neuron]))) {
    return { name: 'counts' };
  }
  return pairs.every(([own, other]) => Math.abs(own.length - other.length) <= 1) ? { name: 'rates' } : none;
}

export interface Reached {
  readonly level: Level;
  readonly spikes: number;
}

/**
 * The level of several cases: the lowest, or `none` without cases. The direction of a shift is `either` unless all
 * cases with spikes agree.
 */
export function worstLevel(cases: readonly Reached[]): Level {
  const indices = cases.map(({ level }) => levelNames.indexOf(level.name));
  const name = levelNames[Math.max(...indices)] ?? 'none';
  if (name !== 'shifted') return { name };
  const shifts = new Set(cases.filter(({ spikes }) => spikes > 0).map(({ level }) => level.shift));
  return { name, shift: shifts.size === 1 ? ([...shifts][0] ?? 'either') : 'either' };
}

/** The level of an implementation: `none` if it has never fired. */
export function levelOfAll(cases: readonly Reached[], hasFired: boolean): Level {
  return hasFired ? worstLevel(cases) : none;
}

/** Describes a level in words: `shifted, all one step late`. */
export function describeLevel({ name, shift }: Level): string {
  const words = { late: 'all one step late', early: 'all one step early', either: 'each within one step' };
  return shift === undefined ? name : `${name}, ${words[shift]}`;
}

const isSilent = (trains: Trains): boolean => trains.every((train) => train.length === 0);

const isSame = (one: readonly number[], other: readonly number[]): boolean => firstDifference(one, other) === undefined;

/** Whether a train lists whole steps of the run in order; several spikes per step are allowed. */
const isTrain = (train: readonly number[], steps: number): boolean =>
  train.every((step, spike) => Number.isInteger(step) && step >= (train[spike - 1] ?? 0) && step < steps);

type Pairs = readonly (readonly [expected: readonly number[], got: readonly number[]])[];

function shiftOf(pairs: Pairs, steps: number): Shift | undefined {
  const inRun = (step: number) => step >= 0 && step < steps;
  const later = (train: readonly number[], by: number) => train.map((step) => step + by).filter(inRun);
  if (pairs.every(([expected, got]) => isSame(later(expected, 1), got))) return 'late';
  // a spike that is expected just after the run may appear in its last step
  const early = pairs.every(([expected, got]) => {
    const moved = later(expected, -1);
    return isSame(moved, got) || isSame([...moved, steps - 1], got);
  });
  if (early) return 'early';
  return pairs.every(([expected, got]) => isWithinOneStep(expected, got, steps)) ? 'either' : undefined;
}

/** Compares spike by spike. The last spike may fall outside the run, or may be expected just after it. */
function isWithinOneStep(expected: readonly number[], got: readonly number[], steps: number): boolean {
  const near = (one: readonly number[], other: readonly number[]) =>
    one.length === other.length && one.every((step, spike) => Math.abs(step - (other[spike] as number)) <= 1);
  const withoutLast = (train: readonly number[]) => (train.at(-1) === steps - 1 ? train.slice(0, -1) : train);
  return near(expected, got) || near(withoutLast(expected), got) || near(expected, withoutLast(got));
}

function countsAgree(expected: readonly number[], got: readonly number[], steps: number, rate?: number): boolean {
  let [due, came] = [0, 0];
  for (let step = 0; step < steps; step++) {
    while ((expected[due] ?? steps) <= step) due++;
    while ((got[came] ?? steps) <= step) came++;
    if (Math.abs(due - came) > 1) return false;
    if (rate !== undefined && !(Math.abs(came - (step + 1) * rate) < 1)) return false;
  }
  return true;
}
