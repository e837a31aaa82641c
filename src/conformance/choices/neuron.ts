/*
 * The choices of a LIF neuron: the stages of one step in order, the fields of each stage, and what simulators do in each
 * field. From this table follow the conventions that can be declared, the words of reports, wrong simulators, equal ones,
 * expected answers, and the diagnosis of a wrong answer.
 *
 * It is the textbook form with times in steps. It shares no code with src/simulator, so that each tests the other.
 */
import { exp, expm1, log, log1p, square } from '../../base/elementary.ts';
import type { NeuronInput } from '../implementation.ts';
import {
  type ActsOf,
  type Choice,
  convention,
  definition,
  doubtful,
  equal,
  mistake,
  type Numbered,
  numbered,
} from './choice.ts';

/** Names the type of a field's acts, and keeps the names of its choices. */
export function field<Act>(): <Own extends Readonly<Record<string, Choice<Act>>>>(
  choices: Own,
  ...numbers: readonly Numbered<Act>[]
) => { readonly [Name in keyof Own]: Choice<Act, Own[Name]['status']> } {
  return (choices, ...all) => ({ ...choices, [numbered]: all }) as never;
}

const constant = (value: number) => () => value;
const product = (value: number) => (other: number) => value * other;

/** Mistakes with a number, which is `#` in their names and words. The others are other choices. */
const numbers = <Act>(
  pattern: string,
  others: readonly number[],
  words: string,
  act: (value: number) => Act,
): Numbered<Act> => ({
  pattern,
  others,
  of: (value) => mistake(words.replace('#', String(value)), act(value)),
});

export type Parameters = Omit<NeuronInput, 'initialVoltage' | 'current' | 'state'>;

/** The parameters as the simulator reads them. */
export interface Given extends Parameters {
  /** dt/τ_rc */
  readonly x: number;
  /** Length of the refractory period in steps. */
  readonly refractory: number;
  /** Voltage floor; −Infinity means none. */
  readonly lowest: number;
  readonly round: (value: number) => number;
}

type Read = (given: Parameters) => Partial<Parameters>;
const asRequested: Read = () => ({});
const always = (what: Partial<Parameters>) =>
  mistake<Read>(`uses ${Object.entries(what).flat().join(' ')} whatever is requested`, () => what);

/** The longest step: a shorter time constant is refused, but would have the same effect. */
const longestStep = 30;

const inUnit = (factor: number) =>
  mistake<Read>(
    `takes times to be ${factor} times as long as requested`,
    ({ tauRcSeconds, tauRefSeconds, dtSeconds }) => ({
      tauRcSeconds: Math.max(factor * tauRcSeconds, dtSeconds / longestStep),
      tauRefSeconds: factor * tauRefSeconds,
    }),
  );

type Rows = readonly (readonly number[])[];

const request = {
  dt: field<Read>()({
    'as-asked': definition('uses the requested dt', asRequested),
    '1-ms': always({ dtSeconds: 0.001 }),
  }),
  tauRc: field<Read>()(
    {
      'as-asked': definition('uses the requested tau_rc', asRequested),
      '1.01-times': mistake('has a tau_rc that is 1 percent too long', ({ tauRcSeconds }) => ({
        tauRcSeconds: 1.01 * tauRcSeconds,
      })),
      'whole-ms': mistake(
        'reads only the whole milliseconds of tau_rc',
        ({ tauRcSeconds }) => ({ tauRcSeconds: Math.max(Math.trunc(1000 * tauRcSeconds), 1) / 1000 }),
        'genn#468',
      ),
      '2-ms': always({ tauRcSeconds: 0.002 }),
      '5-ms': always({ tauRcSeconds: 0.005 }),
      '10-ms': always({ tauRcSeconds: 0.01 }),
      '20-ms': always({ tauRcSeconds: 0.02 }),
      '50-ms': always({ tauRcSeconds: 0.05 }),
      '100-ms': always({ tauRcSeconds: 0.1 }),
    },
    numbers('#-ms', [], 'uses a tau_rc of # ms whatever is requested', (value) => ({ dtSeconds }) => ({
      tauRcSeconds: Math.max(value / 1000, dtSeconds / longestStep),
    })),
    numbers(
      '#-times',
      [1],
      'has a tau_rc that is # times as long as requested',
      (value) =>
        ({ tauRcSeconds, dtSeconds }) => ({ tauRcSeconds: Math.max(value * tauRcSeconds, dtSeconds / longestStep) }),
    ),
  ),
  tauRef: field<Read>()(
    {
      'as-asked': definition('uses the requested tau_ref', asRequested),
      '2-ms': always({ tauRefSeconds: 0.002 }),
      '2-steps': mistake(
        'is refractory for two steps at every dt',
        ({ dtSeconds }) => ({ tauRefSeconds: 2 * dtSeconds }),
        'nest#473',
      ),
      'at-least-10-ms': mistake('never fires faster than 100 Hz', ({ tauRefSeconds }) => ({
        tauRefSeconds: Math.max(tauRefSeconds, 0.01),
      })),
      'zero-is-2-ms': mistake(
        'takes a tau_ref of 0 for one that is not given, and uses 2 ms',
        ({ tauRefSeconds }) => ({
          tauRefSeconds: tauRefSeconds || 0.002,
        }),
        'sinabs#109',
      ),
    },
    numbers('#-ms', [], 'uses a tau_ref of # ms whatever is requested', (value) => () => ({
      tauRefSeconds: value / 1000,
    })),
    numbers('#-times', [1], 'has a tau_ref that is # times as long as requested', (value) => (given) => ({
      tauRefSeconds: value * given.tauRefSeconds,
    })),
    numbers('#-steps', [], 'is refractory for # steps at every dt', (value) => ({ dtSeconds }) => ({
      tauRefSeconds: value * dtSeconds,
    })),
  ),
  timeUnit: field<Read>()({
    seconds: definition('reads seconds', asRequested),
    '1000-times': inUnit(1000),
    '1000th': inUnit(0.001),
    exchanged: mistake('exchanges tau_rc and tau_ref', ({ tauRcSeconds, tauRefSeconds, dtSeconds }) => ({
      tauRcSeconds: Math.max(tauRefSeconds, dtSeconds / longestStep),
      tauRefSeconds: tauRcSeconds,
    })),
  }),
  current: field<(rows: Rows) => Rows>()({
    'as-asked': definition('receives the requested current', (rows) => rows),
    'one-step-early': mistake(
      'receives its current one step early',
      (rows) => [...rows.slice(1), ...rows.slice(0, 1).map((row) => row.map(() => 0))],
      'PyNN#209',
    ),
    'of-the-first': mistake('gives every neuron the current of the first one', (rows) =>
      rows.map((row) => row.map(() => row[0] as number)),
    ),
    'of-the-next': mistake('gives every neuron the current of the next one', (rows) =>
      rows.map((row) => [...row.slice(1), ...row.slice(0, 1)]),
    ),
    'by-columns': mistake(
      'reads the currents neuron by neuron, although they are listed step by step',
      transposed,
      'spikingjelly#106',
    ),
    'first-step-only': mistake('receives the current of the first step in every step', (rows) =>
      rows.map(() => rows[0] ?? []),
    ),
    'without-the-first-step': mistake(
      'receives no current in the first step',
      (rows) => rows.map((row, step) => (step === 0 ? row.map(() => 0) : row)),
      'PyNN#513',
    ),
    'with-the-neighbor': mistake('receives a hundredth of the current of the neuron before it', (rows) =>
      rows.map((row) => row.map((own, neuron) => own + 0.01 * (row[neuron - 1] ?? 0))),
    ),
  }),
  initialVoltage: field<(own: number, first: number, lowest: number) => number>()(
    {
      'as-asked': definition('starts at the requested voltage', (own) => own),
      zero: convention('always starts at 0', () => 0),
      'of-the-first': mistake('starts all neurons at the voltage of the first one', (_, first) => first),
      'at-least-the-floor': mistake('starts at the floor instead of below it', (own, _, lowest) =>
        Math.max(own, lowest),
      ),
      'at-least-zero': mistake('starts at 0 instead of below it', (own) => Math.max(own, 0)),
    },
    numbers('#', [0], 'starts at #', constant),
  ),
  inputDelay: field<0 | 1>()({
    none: definition('receives its input at once', 0),
    'one-step': doubtful('receives its input one step late', 1),
  }),
  drive: field<(current: number, given: Parameters) => number>()(
    {
      current: definition('does not change the current', (current) => current),
      'times-amplitude': mistake(
        'multiplies its input by the amplitude',
        (current, { amplitude }) => current * amplitude,
      ),
      'times-dt': mistake(
        'multiplies its input by dt in milliseconds',
        (current, { dtSeconds }) => (current * dtSeconds) / 0.001,
        'snntorch#435',
      ),
      'times-0.001': mistake('receives a thousandth of its input', (current) => current / 1000, 'BrainPy#842'),
      'times-1000': mistake('receives 1000 times its input', (current) => current * 1000),
      'at-least-zero': mistake('ignores negative currents', (current) => Math.max(current, 0)),
      absolute: mistake('receives negative currents as positive ones', Math.abs),
      whole: mistake('receives only the whole part of its input', Math.trunc),
    },
    numbers('times-#', [1], 'multiplies its input by #', product),
  ),
};

/** Reads a list [step][neuron] as if it were [neuron][step]. */
function transposed(rows: Rows): Rows {
  const values = rows.flat();
  return rows.map((row, step) => row.map((_, neuron) => values[neuron * rows.length + step] as number));
}

interface Rounding {
  readonly steps: (given: Parameters) => number;
  /** Whether it counts whole steps from the end of the step of the spike, in which it cannot fire. */
  readonly isCounted: boolean;
}

/**
 * A quotient τ_ref/dt this close to a whole number counts as whole, relative above 1: 0.3/0.1 is 2.9999999999999996, and
 * in float32 it is further away. Never more than a thousandth of a step.
 */
export const nearlyWhole = (steps: number): number => Math.min(1e-6 * Math.max(1, steps), 1e-3);

const roundedDown = (steps: number) => Math.floor(steps + nearlyWhole(steps));
const roundedUp = (steps: number) => Math.ceil(steps - nearlyWhole(steps));

const stepsIn = ({ tauRefSeconds, dtSeconds }: Parameters) => tauRefSeconds / dtSeconds;
const toWhole = (words: string, whole: (steps: number) => number) =>
  convention<Rounding>(words, { steps: (given) => whole(stepsIn(given)), isCounted: true });
const counting = (words: string, steps: Rounding['steps'], cites?: string) =>
  mistake<Rounding>(words, { steps, isCounted: true }, cites);

/** The steps after which a remaining time, from which dt is subtracted in each step, is no longer above 0. */
const countedDown =
  (unitsPerSecond: number, round: (value: number) => number): Rounding['steps'] =>
  ({ tauRefSeconds, dtSeconds }) => {
    const [period, dt] = [round(round(tauRefSeconds) * unitsPerSecond), round(round(dtSeconds) * unitsPerSecond)];
    if (period > mostCountedDown * dt) return period / dt;
    let steps = 0;
    for (let remaining = period; remaining > 0; remaining = round(remaining - dt)) steps++;
    return steps;
  };

/** Longer than any run that is compared. */
const mostCountedDown = 10_000;

const refractory = {
  refractory: field<Rounding>()({
    'sub-step': definition('counts the refractory period in fractions of a step', { steps: stepsIn, isCounted: false }),
    down: toWhole('rounds the refractory period down to whole steps', roundedDown),
    nearest: toWhole('rounds the refractory period to the nearest step', (steps) =>
      Math.round(steps + nearlyWhole(steps)),
    ),
    'nearest-even': toWhole('rounds the refractory period to the nearest step, halves to even', (steps) =>
      Math.abs((steps % 2) - 0.5) <= nearlyWhole(steps) ? Math.floor(steps) : Math.round(steps + nearlyWhole(steps)),
    ),
    up: toWhole('rounds the refractory period up to whole steps', roundedUp),
    none: toWhole('has no refractory period', () => Number.NEGATIVE_INFINITY),
    truncated: counting(
      'truncates tau_ref/dt, so that 0.3/0.1 counts as 2 steps',
      (given) => Math.floor(stepsIn(given)),
      'ANNarchy 5.0.4.1',
    ),
    'truncated-ms': counting(
      'truncates tau_ref/dt in milliseconds, so that 0.3/0.1 counts as 2 steps',
      ({ tauRefSeconds, dtSeconds }) => Math.floor((1000 * tauRefSeconds) / (1000 * dtSeconds)),
      'ANNarchy 5.0.4.1',
    ),
    'up-exactly': counting('rounds tau_ref/dt up even if only rounding made it larger than a whole number', (given) =>
      Math.ceil(stepsIn(given)),
    ),
    'counted-down': counting(
      'counts the refractory period down by dt in floating point, in seconds',
      countedDown(1, (value) => value),
    ),
    'counted-down-ms': counting(
      'counts the refractory period down by dt in floating point, in milliseconds',
      countedDown(1000, (value) => value),
      'PyGeNN 5.4.0',
    ),
    'counted-down-float32': counting(
      'counts the refractory period down by dt in float32, in seconds',
      countedDown(1, Math.fround),
    ),
    'counted-down-ms-float32': counting(
      'counts the refractory period down by dt in float32, in milliseconds',
      countedDown(1000, Math.fround),
      'PyGeNN 5.4.0',
    ),
    'must-be-whole': counting(
      'never fires again if tau_ref is not a whole number of steps',
      (given) =>
        Math.abs(stepsIn(given) - Math.round(stepsIn(given))) <= nearlyWhole(stepsIn(given))
          ? Math.round(stepsIn(given))
          : Number.POSITIVE_INFINITY,
      'bindsnet#179',
    ),
  }),
  refractoryExtra: field<number>()(
    {
      none: definition('adds nothing to the refractory period', 0),
      'one-step-more': doubtful('is refractory for one step more', 1, 'nest#547'),
      'one-step-fewer': doubtful('is refractory for one step fewer', -1, 'bindsnet#137'),
    },
    numbers('#', [-1, 0, 1], 'is refractory for # steps more', (value) => value),
  ),
  /** In steps that are refractory from start to end. */
  whileRefractory: field<'clamped' | 'input-masked' | 'silent' | 'negative-input' | 'fires-above-1'>()({
    clamped: definition('keeps its voltage while refractory', 'clamped'),
    'input-masked': convention('receives no input while refractory', 'input-masked'),
    silent: convention('integrates while refractory, without firing', 'silent'),
    'negative-input': mistake('receives only negative input while refractory', 'negative-input', 'Sapicore 0.4.1'),
    'fires-above-1': mistake('keeps its voltage while refractory, but fires if it is above 1', 'fires-above-1'),
  }),
  /** The active part of a step, given the refractory steps that remain at its start; negative after the end. */
  wake: field<(remaining: number) => number>()({
    'within-a-step': definition('wakes within a step', (remaining) => Math.min(Math.max(1 - remaining, 0), 1)),
    'with-a-step': mistake('is active for whole steps only', (remaining) => (remaining > 0 ? 0 : 1)),
    'for-whole-steps': mistake(
      'is active for the whole of the step in which its refractory period ends',
      (remaining) => (remaining >= 1 ? 0 : 1),
    ),
    'catches-up': mistake(
      'is active for more than a step after a refractory period shorter than a step',
      (remaining) => (remaining > -1 ? Math.max(1 - remaining, 0) : 1),
      'nengo#1427',
    ),
    'active-since-then': mistake('is active for all time since its refractory period', (remaining) =>
      Math.max(1 - remaining, 0),
    ),
  }),
};

interface Integrator {
  /** The fraction of the distance to J that a step of x·τ_rc covers. */
  readonly covered: (x: number) => number;
  /** The fraction of the voltage that remains. */
  readonly rest: (x: number) => number;
  /** `covered` in documents and reports; of what can be declared. */
  readonly formula?: string;
}
const exactly: Integrator = { covered: (x) => -expm1(-x), rest: (x) => exp(-x), formula: '1 − e^(−x)' };
const method = (name: string, formula: string, covered: (x: number) => number) =>
  convention<Integrator>(`integrates by ${name}`, { covered, rest: (x) => 1 - covered(x), formula });

/** An active step or a part of it: v ← rest · v + scale · J. */
export interface Stride {
  readonly rest: number;
  readonly scale: number;
  /** Whether scale = 1 − rest. */
  readonly isDistance: boolean;
}

type Form = (voltage: number, drive: number, stride: Stride, round: Given['round']) => number;
const sum: Form = (voltage, drive, { rest, scale }, round) => round(round(voltage * rest) + round(drive * scale));
const ofDistance =
  (form: Form): Form =>
  (voltage, drive, stride, round) =>
    (stride.isDistance ? form : sum)(voltage, drive, stride, round);

/** The active part of a step, in steps. */
export interface ActivePart {
  readonly active: number;
  /** The steps since the refractory period ended, if it ended in this step or in the one before and is not counted in whole steps. */
  readonly sinceEnd: number | undefined;
}

/** The length of a step in time constants, given that of a whole step. A step in which it wakes is no longer. */
const ofWholeSteps =
  (length: (x: number, given: Parameters) => number) =>
  ({ sinceEnd = Number.POSITIVE_INFINITY }: ActivePart, x: number, given: Parameters) =>
    Math.min(sinceEnd * x, length(x, given));

const integration = {
  /** The length of the active part of a step, in time constants. */
  stepLength: field<(part: ActivePart, x: number, given: Parameters) => number>()({
    active: definition('integrates over the active part of a step', ({ active }, x) => active * x),
    '0.1-ms': mistake(
      'integrates over 0.1 ms in a step of any length',
      ofWholeSteps((_, { tauRcSeconds }) => 0.0001 / tauRcSeconds),
      'SpineCreator#7',
    ),
    '15-bits': mistake(
      'rounds its decay down to 15 bits',
      ofWholeSteps((x) => -log(Math.floor(exp(-x) * 2 ** 15) / 2 ** 15)),
      'sPyNNaker#563',
    ),
    exchanged: mistake(
      'exchanges decay and 1 - decay: covers e^(-x) of the distance to its input, where 1 - e^(-x) is right',
      ({ active, sinceEnd }, x) => (sinceEnd === undefined ? -log(-expm1(-x)) : active * x),
      'bindsnet#223',
    ),
  }),
  integrator: field<Integrator>()({
    exact: definition('integrates exactly', exactly),
    euler: { ...method('Euler', 'x', (x) => x), isDoubtful: true },
    'backward-euler': method('backward Euler', 'x/(1 + x)', (x) => x / (1 + x)),
    heun: method('Heun (second-order Runge-Kutta)', 'x − x²/2', (x) => x * (1 - x / 2)),
    'runge-kutta-4': method(
      'fourth-order Runge-Kutta',
      'x − x²/2 + x³/6 − x⁴/24',
      (x) => x * (1 - (x / 2) * (1 - (x / 3) * (1 - x / 4))),
    ),
    trapezoidal: method('the trapezoidal rule', 'x/(1 + x/2)', (x) => x / (1 + x / 2)),
    'exact-in-12-bits': {
      ...method(
        'the exact solution, with a factor of 12 bits',
        '1 − e^(−x), rounded to 1/4095',
        (x) => Math.round(-expm1(-x) * 4095) / 4095,
      ),
      cites: 'NengoLoihi discretize_tau_rc',
    },
    'two-half-steps': mistake(
      'integrates by two half steps of Euler, one after the other, where it means the improved Euler method',
      { covered: (x) => x * (1 - x / 4), rest: (x) => square(1 - x / 2) },
      'bindsnet#533',
    ),
    'no-leak': mistake('does not leak: adds current · dt/tau in each step', { covered: (x) => x, rest: () => 1 }),
    inverted: mistake('takes tau_rc/dt for dt/tau_rc', {
      covered: (x) => -expm1(-1 / x),
      rest: (x) => exp(-1 / x),
    }),
    'one-minus-decay-of-voltage': mistake(
      'multiplies its voltage by 1 - decay instead of the decay',
      { covered: exactly.covered, rest: exactly.covered },
      'lava#841',
    ),
    'keeps-half': mistake(
      'keeps at least half of its voltage in a step',
      {
        covered: (x) => 1 - Math.max(exp(-x), 0.5),
        rest: (x) => Math.max(exp(-x), 0.5),
      },
      'SNNAX 0.0.1',
    ),
  }),
  inputScale: field<(covered: number, x: number, rest: number) => number>()({
    'one-minus-decay': definition('scales the input by 1 - decay', (covered) => covered),
    'dt-over-tau': convention('scales the input by dt/tau', (_, x) => x),
    one: convention('adds the input unscaled', () => 1),
    decay: mistake('scales the input by the decay', (_, __, rest) => rest),
  }),
  /** The voltage without input. */
  leaksTo: field<(given: Given) => number>()(
    {
      zero: definition('leaks towards 0', () => 0),
      floor: mistake('leaks towards its floor', ({ lowest }) => (Number.isFinite(lowest) ? lowest : 0), 'arbor#2026'),
    },
    numbers('#', [0], 'leaks towards #', constant),
  ),
  form: field<Form>()({
    difference: definition(
      '',
      ofDistance((voltage, drive, { scale }, round) => round(voltage + round(round(drive - voltage) * scale))),
    ),
    towards: equal(
      '',
      ofDistance((voltage, drive, { rest }, round) => round(drive - round(round(drive - voltage) * rest))),
    ),
    sum: equal('', sum),
    complement: equal(
      '',
      ofDistance((voltage, drive, { rest }, round) => round(round(voltage * rest) + round(drive * round(1 - rest)))),
    ),
  }),
};

/**
 * Adds the step by which rounding of times shifts the end of a refractory period.
 *
 * @param rightSteps - steps from a spike to the next active step, of τ_ref/dt steps
 */
const byTimes =
  (rightSteps: (steps: number) => number, isRefractory: (now: number, last: number, period: number) => boolean) =>
  (remaining: number, step: number, given: Parameters) => {
    const { dtSeconds, tauRefSeconds } = given;
    const right = step + rightSteps(stepsIn(given));
    const end = [right - 1, right].find((one) => !isRefractory(one * dtSeconds, step * dtSeconds, tauRefSeconds));
    return remaining + (end ?? right + 1) - right;
  };

const spike = {
  threshold: field<(given: Parameters) => number>()(
    {
      '1': definition('has a threshold of 1', () => 1),
      '1.001': mistake('fires above 1.001', () => 1.001),
      '1.000000002': mistake('fires above 1 + 2e-9', () => 1 + 2e-9),
      '1.000000000001': mistake('fires above 1 + 1e-12', () => 1 + 1e-12),
      amplitude: mistake('fires above its amplitude', ({ amplitude }) => amplitude),
    },
    numbers('#', [], 'fires above #', constant),
  ),
  comparison: field<(voltage: number, threshold: number) => boolean>()({
    '>': definition('fires only above 1', (voltage, threshold) => voltage > threshold),
    '>=': doubtful('fires at 1', (voltage, threshold) => voltage >= threshold),
  }),
  /** Whether a neuron may fire after a step in which it fired this often. */
  inARow: field<(spikes: number) => boolean>()({
    any: definition('can fire in steps that follow each other', () => true),
    never: mistake('cannot fire in two steps in a row', (spikes) => spikes === 0, 'genn#404'),
  }),
  spikesPerStep: field<'one' | 'many'>()({
    one: definition('fires at most once per step', 'one'),
    many: convention('can fire several times per step', 'many'),
  }),
  /** From the start of the step of the spike, in steps. A voltage that does not rise, or starts above 1, crosses 1 at no such time; definition: N8. */
  spikeTime: field<(voltage: number, drive: number, x: number, before: number) => number>()({
    exact: definition('places a spike where the equation crosses the threshold', (voltage, drive, x, before) =>
      drive > voltage && before <= 1 ? 1 + log1p(-(voltage - 1) / (drive - 1)) / x : 1,
    ),
    'end-of-step': convention('places every spike at the end of its step', () => 1),
    'on-a-line': mistake(
      'places a spike on a straight line between two voltages',
      (voltage, _, __, before) => 1 - (voltage - 1) / Math.max(voltage - before, voltage - 1),
      'nengo#975',
    ),
    guarded: mistake(
      'divides by a J - 1 of at least 1e-6 to place a spike',
      (voltage, drive, x) => 1 + log1p(-(voltage - 1) / Math.max(drive - 1, 1e-6)) / x,
    ),
    'without-a-guard': mistake(
      'takes the logarithm of 0 or less to place a spike where the voltage does not rise',
      (voltage, drive, x) => 1 + log1p(-(voltage - 1) / (drive - 1)) / x,
    ),
  }),
  /** The steps that remain of the refractory period after the step of the spike. */
  clock: field<(remaining: number, step: number, given: Parameters) => number>()({
    exact: definition('', (remaining) => remaining),
    float32: mistake(
      'stores the end of its refractory period as a float32 time since the start',
      (remaining, step, { dtSeconds: dt }) => (Math.fround((step + 1 + remaining) * dt) - (step + 1) * dt) / dt,
      'brian2#943',
    ),
    differences: mistake(
      'is refractory while t - t_spike < tau_ref in floating point, where rounding adds or omits a step',
      byTimes(roundedUp, (now, last, period) => now - last < period),
      'brian2#949',
    ),
    'differences-above': mistake(
      'is refractory while t - t_spike <= tau_ref in floating point, where rounding adds or omits a step',
      byTimes(
        (steps) => roundedDown(steps) + 1,
        (now, last, period) => now - last <= period,
      ),
    ),
    sums: mistake(
      'is refractory while t < t_spike + tau_ref in floating point, where rounding adds or omits a step',
      byTimes(roundedUp, (now, last, period) => now < last + period),
    ),
    'sums-above': mistake(
      'is refractory while t <= t_spike + tau_ref in floating point, where rounding adds or omits a step',
      byTimes(
        (steps) => roundedDown(steps) + 1,
        (now, last, period) => now <= last + period,
      ),
    ),
  }),
};

const ending = {
  reset: field<(voltage: number, spikes: number, given: Given) => number>()(
    {
      zero: definition('resets to zero', () => 0),
      subtract: convention('resets by subtraction', (voltage, spikes) => voltage - spikes, 'NIR#63'),
      none: convention('does not reset', (voltage) => voltage),
      '0.01': mistake('resets to 0.01', () => 0.01),
      floor: mistake('resets to the floor, if there is one', (_, __, { lowest }) =>
        Number.isFinite(lowest) ? lowest : 0,
      ),
      'subtract-twice': mistake(
        'subtracts the threshold twice',
        (voltage, spikes) => voltage - 2 * spikes,
        'snntorch#162',
      ),
      'subtract-amplitude': mistake('subtracts its amplitude', (voltage, _, { amplitude }) => voltage - amplitude),
    },
    numbers('#', [0], 'resets to #', constant),
    numbers('minus-#', [0, 1, 2], 'resets by subtracting #', (value) => (voltage) => voltage - value),
    numbers('times-#', [0, 1], 'resets to # times its voltage', product),
  ),
  resetTime: field<0 | 1>()({
    'at-once': definition('resets in the step of the spike', 0),
    'one-step-late': convention('resets one step late, after the next decay and input', 1),
  }),
  floor: field<(voltage: number, lowest: number) => number>()(
    {
      'as-asked': definition('has the requested voltage floor', (voltage, lowest) => Math.max(voltage, lowest)),
      none: convention('has no voltage floor', (voltage) => voltage),
      zero: convention('always has a floor at 0', (voltage) => Math.max(voltage, 0)),
      'bounces-to-zero': mistake('sets a voltage below the floor to 0', (voltage, lowest) =>
        voltage < lowest ? 0 : voltage,
      ),
      'zero-is-none': mistake(
        'takes a floor of 0 for none',
        (voltage, lowest) => (lowest === 0 ? voltage : Math.max(voltage, lowest)),
        'sinabs#93',
      ),
      '-1': mistake('has a floor of -1 whatever is requested', (voltage) => Math.max(voltage, -1)),
    },
    numbers('#', [0], 'has a floor of # whatever is requested', (value) => (voltage) => Math.max(voltage, value)),
  ),
};

/** What an answer shows of a step. */
export interface Recorded {
  readonly fired: number;
  readonly shown: number;
}

/** The step of a run. */
interface Place {
  readonly step: number;
  readonly steps: number;
  readonly dtSeconds: number;
  readonly isRefractory: boolean;
}

const report = {
  spikeDelay: field<0 | 1>()({
    none: definition('reports its spikes at once', 0),
    'one-step': doubtful('reports its spikes one step late', 1),
  }),
  copies: field<number>()({
    '1': definition('reports a spike once', 1),
    '2': mistake('fires twice in the step of a spike', 2, 'nest#3296'),
  }),
  shownVoltage: field<'after-reset' | 'before-reset' | 'before-step' | 'before-floor'>()({
    'after-reset': definition('shows the voltage after the reset', 'after-reset'),
    'before-reset': convention('shows the voltage before the reset', 'before-reset'),
    'before-step': mistake('shows the voltage before the step', 'before-step'),
    'before-floor': mistake('shows the voltage before the floor acts', 'before-floor', 'sinabs#236'),
  }),
  voltageUnit: field<(voltage: number) => number>()(
    {
      '1': definition('shows voltages in units of the threshold', (voltage) => voltage),
      'times-1000': mistake('shows voltages 1000 times as large', (voltage) => 1000 * voltage),
      absolute: mistake('shows negative voltages as positive ones', Math.abs, 'nengo-loihi#141'),
      'at-least-zero': mistake('shows negative voltages as 0', (voltage) => Math.max(voltage, 0)),
    },
    numbers('times-#', [1], 'shows voltages # times as large', product),
  ),
  recording: field<undefined | ((own: Recorded, held: Recorded, at: Place) => Recorded)>()({
    'every-step': definition('shows the spikes and the voltage of every step', undefined),
    'zero-is-a-spike': mistake(
      'shows a spike wherever its voltage is 0 and it is not refractory',
      (own, _, { isRefractory }) =>
        own.shown === 0 && !isRefractory ? { ...own, fired: Math.max(own.fired, 1) } : own,
      'nengo-loihi#170',
    ),
    'no-last-spike': mistake(
      'does not show the spikes of the last step of a run',
      (own, _, { step, steps }) => (step === steps - 1 ? { ...own, fired: 0 } : own),
      'spiketools#75',
    ),
    'last-voltage-twice': mistake(
      'shows in the last step of a run the voltage of the step before',
      (own, held, { step, steps }) => (step > 0 && step === steps - 1 ? { ...own, shown: held.shown } : own),
      'LFPy#46',
    ),
    'voltage-per-ms': mistake(
      'shows one voltage per millisecond, in all steps that begin in it',
      (own, held, { step, dtSeconds }) =>
        step % Math.max(Math.round(0.001 / dtSeconds), 1) === 0 ? own : { ...own, shown: held.shown },
      'sPyNNaker#506',
    ),
  }),
  spikeHeight: field<(given: Parameters) => number>()(
    {
      'amplitude/dt': definition(
        'has spikes of height amplitude/dt',
        ({ amplitude, dtSeconds }) => amplitude / dtSeconds,
      ),
      amplitude: convention('has spikes of height amplitude', ({ amplitude }) => amplitude),
      '1/dt': convention('has spikes of height 1/dt', ({ dtSeconds }) => 1 / dtSeconds, 'nengo#1390'),
      '1': convention('has spikes of height 1', () => 1),
      'amplitude/1-ms': mistake(
        'has spikes of height amplitude/1 ms',
        ({ amplitude }) => amplitude / 0.001,
        'nengo-loihi#309',
      ),
      'amplitude-times-dt': mistake(
        'has spikes of height amplitude · dt',
        ({ amplitude, dtSeconds }) => amplitude * dtSeconds,
        'nengo@71d6f1b',
      ),
    },
    numbers('#', [], 'has spikes of height #', constant),
    numbers(
      'times-#',
      [1],
      'has spikes of # times the height amplitude/dt',
      (value) =>
        ({ amplitude, dtSeconds }) =>
          (value * amplitude) / dtSeconds,
    ),
  ),
};

/** The stages of a step, in order. */
export const neuronStages = { request, refractory, integration, spike, ending, report };

/** The fields of all stages, in order. */
export const neuronFields = { ...request, ...refractory, ...integration, ...spike, ...ending, ...report };

/** The forms of a step in which any simulator may compute it. They differ by rounding only. */
export const anyForm: readonly string[] = Object.keys(integration.form);

/** The functions and values of a set of choices of a neuron. */
export type NeuronActs = ActsOf<typeof neuronFields>;
