/**
 * How near an implementation comes to what is expected, best first. Simulators that are all right differ in when exactly a
 * spike is said to come, so pass or fail would be the wrong answer.
 *
 * - bits: the same numbers, voltages too
 * - steps: every spike in its step
 * - shifted: every spike within one step of its own, all later, all earlier, or either
 * - counts: at every step within one spike of the expected count, and within one of what the rate says
 * - rates: as many spikes in the whole window, to one: nothing finer than 1/T can be read from a window of T seconds
 * - none: none of these
 */
export const levelNames = ['bits', 'steps', 'shifted', 'counts', 'rates', 'none'] as const;

/** Name of a level. */
export type LevelName = (typeof levelNames)[number];

/** In which direction spikes are shifted: all one step late, all one step early, or each within one step. */
export type Shift = 'late' | 'early' | 'either';

/** A level, and for `shifted` the direction. */
export interface Level {
  /** How near it comes. */
  readonly name: LevelName;
  /** Which way, if the name is `shifted`. */
  readonly shift?: Shift;
}

/** The steps in which neurons fired, ascending [neuron]. */
export type Trains = readonly (readonly number[])[];

const none: Level = { name: 'none' };

/** Whether one level is as good as another, or better. */
export function isAtLeast(level: Pick<Level, 'name'>, least: LevelName): boolean {
  return levelNames.indexOf(level.name) <= levelNames.indexOf(least);
}

/**
 * The level of spike trains: `steps` at best. Another number of trains is no level, nor is silence where spikes are
 * expected, nor a spike where silence is.
 *
 * @param steps - length of the run; a spike that is shifted beyond its end cannot be seen
 * @param ratesPerStep - for constant currents from rest, spikes a step [neuron]: at no step may a count be a whole spike
 * away from its rate
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

/** A level that was reached by a case, and how many spikes came in it. */
export interface Reached {
  readonly level: Level;
  readonly spikes: number;
}

/**
 * The level of several cases, that of the worst. Zero cases are no level. Shifts in different directions, or some of the
 * spikes shifted and some not, are each within one step.
 */
export function worstLevel(cases: readonly Reached[]): Level {
  const places = cases.map(({ level }) => levelNames.indexOf(level.name));
  const name = levelNames[Math.max(...places)] ?? 'none';
  if (name !== 'shifted') return { name };
  const shifts = new Set(cases.filter(({ spikes }) => spikes > 0).map(({ level }) => level.shift));
  return { name, shift: shifts.size === 1 ? ([...shifts][0] ?? 'either') : 'either' };
}

/** The level of a whole implementation: one that has not fired, whatever it was asked, has none. */
export function levelOfAll(cases: readonly Reached[], hasFired: boolean): Level {
  return hasFired ? worstLevel(cases) : none;
}

/** Says a level in words: `shifted, all one step late`. */
export function describeLevel({ name, shift }: Level): string {
  const words = { late: 'all one step late', early: 'all one step early', either: 'each within one step' };
  return shift === undefined ? name : `${name}, ${words[shift]}`;
}

const isSilent = (trains: Trains): boolean => trains.every((train) => train.length === 0);

const isSame = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((step, spike) => step === other[spike]);

/** Whole steps of the run, in order; several spikes in a step are allowed, though no level above `shifted` has them. */
const isTrain = (train: readonly number[], steps: number): boolean =>
  train.every((step, spike) => Number.isInteger(step) && step >= (train[spike - 1] ?? 0) && step < steps);

type Pairs = readonly (readonly [expected: readonly number[], got: readonly number[]])[];

function shiftOf(pairs: Pairs, steps: number): Shift | undefined {
  const inRun = (step: number) => step >= 0 && step < steps;
  const later = (train: readonly number[], by: number) => train.map((step) => step + by).filter(inRun);
  if (pairs.every(([expected, got]) => isSame(later(expected, 1), got))) return 'late';
  // of a spike just after the run only the early one is seen
  const early = pairs.every(([expected, got]) => {
    const moved = later(expected, -1);
    return isSame(moved, got) || isSame([...moved, steps - 1], got);
  });
  if (early) return 'early';
  return pairs.every(([expected, got]) => isWithinOneStep(expected, got, steps)) ? 'either' : undefined;
}

/** Spike by spike; the last may have left the run, or may be one that was expected just after it. */
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
