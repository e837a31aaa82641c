/*
 * The choices of the low-pass filter of a synapse: what simulators do between a signal and the filtered one, stage by stage.
 * It shares no code with src/simulator, so that each tests the other.
 */
import { exp } from '../../base/elementary.ts';
import { type PrecisionName, precisions, smallestNormal, unitRoundoff } from '../../base/precision.ts';
import type { SynapseInput, SynapseOutput } from '../implementation.ts';
import { type ActsOf, type Chosen, definition, equal, findingActs, mistake } from './choice.ts';
import { field } from './neuron.ts';
import { matchingNumbers } from './numbers-match.ts';
import { exactly, type Rounded } from './rounded.ts';
import type { Stages } from './stages.ts';

type Times = Pick<SynapseInput, 'dtSeconds' | 'tauSeconds'>;

const always = (milliseconds: number) =>
  mistake<(times: Times) => number>(
    `uses a tau of ${milliseconds} ms whatever is requested`,
    () => milliseconds / 1000,
  );

const request = {
  dt: field<(dtSeconds: number) => number>()({
    'as-asked': definition('uses the requested dt', (dt) => dt),
    '1-ms': mistake('takes every step for 1 ms', () => 0.001, 'nengo-loihi#309'),
  }),
  tau: field<(times: Times) => number>()({
    'as-asked': definition('uses the requested tau', ({ tauSeconds }) => tauSeconds),
    'in-ms': mistake('takes a tau in seconds to be in milliseconds', ({ tauSeconds }) => tauSeconds / 1000),
    'times-1000': mistake('uses a tau of as many seconds as milliseconds are requested', ({ tauSeconds }) => {
      return 1000 * tauSeconds;
    }),
    'nearest-step': mistake('rounds tau to the nearest whole step', ({ tauSeconds, dtSeconds }) => {
      return Math.max(1, Math.round(tauSeconds / dtSeconds)) * dtSeconds;
    }),
    'whole-steps': mistake('rounds tau down to whole steps', ({ tauSeconds, dtSeconds }) => {
      return Math.max(1, Math.floor(tauSeconds / dtSeconds)) * dtSeconds;
    }),
    'whole-ms': mistake('reads only the whole milliseconds of tau', ({ tauSeconds }) => {
      return Math.max(1, Math.trunc(1000 * tauSeconds)) / 1000;
    }),
    'a-step-more': mistake('adds a step to tau', ({ tauSeconds, dtSeconds }) => tauSeconds + dtSeconds),
    '5-ms': always(5),
    '10-ms': always(10),
    '100-ms': always(100),
  }),
  signal: field<(value: number, times: Times) => number>()({
    'as-asked': definition('filters the requested signal', (value) => value),
    squared: mistake('filters the square of the signal', (value) => value * Math.abs(value)),
    whole: mistake('rounds the signal to whole numbers', Math.round, 'nengo-loihi#169'),
    absolute: mistake('filters negative values as positive ones', Math.abs),
    'at-least-zero': mistake('filters negative values as 0', (value) => Math.max(value, 0), 'nengo-loihi#141'),
    'up-to-1': mistake('limits the signal to 1 in either direction', (value) => Math.max(-1, Math.min(value, 1))),
    'times-dt': mistake('multiplies the signal by dt', (value, { dtSeconds }) => value * dtSeconds),
    'over-dt': mistake('divides the signal by dt', (value, { dtSeconds }) => value / dtSeconds),
    ones: mistake('filters a 1 wherever the signal is not 0', (value) => (value === 0 ? 0 : 1)),
  }),
};

/** A pass through the filter: the fraction of the input that is added, and what that is, given the last pass and the signal. */
interface Pass {
  readonly take: number;
  readonly inputs: (last: readonly Rounded[], signal: readonly Rounded[]) => readonly Rounded[];
}

const same: Pass['inputs'] = (last) => last;

/** What the second stage of an alpha synapse receives: the value of the first one before the step, and the signal. */
const ofAlpha =
  (ofStage: number, ofSignal: number): Pass['inputs'] =>
  (last, signal) =>
    signal.map(({ value, error }, step) => {
      const before = last[step - 1] ?? exactly(0);
      return { value: ofStage * before.value + ofSignal * value, error: ofStage * before.error + error };
    });

interface Coefficients {
  readonly keep: number;
  readonly take: number;
}

const filtering = {
  /** The fraction that remains after a step, given dt/τ. */
  decay: field<(steps: number, times: Times) => number>()({
    exact: definition('decays by e^(-dt/tau)', (x) => exp(-x)),
    quotient: equal('decays by 1/e^(dt/tau)', (x) => 1 / exp(x)),
    euler: mistake('decays by 1 - dt/tau, as forward Euler does', (x) => 1 - x),
    'euler-to-0': mistake('decays by 1 - dt/tau, but never below 0', (x) => Math.max(1 - x, 0)),
    'backward-euler': mistake('decays by 1/(1 + dt/tau), as backward Euler does', (x) => 1 / (1 + x)),
    trapezoidal: mistake('decays by the trapezoidal rule', (x) => (1 - x / 2) / (1 + x / 2)),
    'second-order': mistake('decays by 1 - dt/tau + (dt/tau)²/2', (x) => 1 - x + (x * x) / 2),
    inverted: mistake('decays by e^(-tau/dt)', (x) => exp(-1 / x)),
    rate: mistake('decays by e^(-dt · tau)', (_, { dtSeconds, tauSeconds }) => exp(-dtSeconds * tauSeconds)),
    'half-life': mistake('takes tau for a half-life', (x) => exp(-x * Math.LN2)),
    'what-is-lost': mistake('keeps the fraction that should be lost', (x) => 1 - exp(-x)),
    squared: mistake('decays twice per step', (x) => exp(-2 * x)),
  }),
  /** The fraction of the input that is added, given the fraction that remains and dt/τ. */
  scale: field<(keep: number, steps: number, times: Times) => number>()({
    'one-minus-decay': definition('adds 1 - decay of its input', (keep) => 1 - keep),
    whole: mistake('adds the whole input', () => 1),
    'dt-over-tau': mistake('adds dt/tau of its input', (_, x) => x),
    dt: mistake('adds dt times its input', (_, __, { dtSeconds }) => dtSeconds),
    'over-tau': mistake('divides its input by tau', (_, __, { tauSeconds }) => 1 / tauSeconds),
    decay: mistake('adds the whole input before it decays', (keep) => keep),
    'decayed-too': mistake(
      'lets its input decay in the step in which it arrives',
      (keep) => keep * (1 - keep),
      'lava#789',
    ),
  }),
  /** How the input passes through the filter. */
  order: field<(of: Coefficients & { readonly steps: number }) => readonly Pass[]>()({
    first: definition('filters once', ({ take }) => [{ take, inputs: same }]),
    twice: mistake('filters twice', ({ take }) => [
      { take, inputs: same },
      { take, inputs: same },
    ]),
    alpha: mistake('is an alpha synapse', ({ keep, take, steps }) => [
      { take, inputs: same },
      { take: 1, inputs: ofAlpha(keep * steps, 1 - keep - keep * steps) },
    ]),
  }),
  start: field<(first: number) => number>()({
    zero: definition('starts at 0', () => 0),
    'first-value': mistake('starts at the first value of the signal', (first) => first),
    one: mistake('starts at 1', () => 1),
  }),
  /** How a step is computed: in any form that differs by rounding only. */
  form: field<(before: number, input: number, of: Coefficients, round: (value: number) => number) => number>()({
    products: definition('', (y, x, { keep, take }, round) => round(round(keep * y) + round(take * x))),
    difference: equal('', (y, x, { keep, take }, round) =>
      round(y + round(round(take * x) - round(round(1 - keep) * y))),
    ),
    'in-float64': equal('', (y, x, { keep, take }) => keep * y + take * x),
  }),
};

const answer = {
  lag: field<{ readonly own: number; readonly stated: number }>()({
    'one-step': definition('lags one step', { own: 1, stated: 1 }),
    none: mistake('shows each input in its own step', { own: 0, stated: 0 }),
    'none-stated-as-one': mistake('shows each input in its own step, but states a lag of one step', {
      own: 0,
      stated: 1,
    }),
    'stated-as-none': mistake('states no lag, but lags one step', { own: 1, stated: 0 }),
    'two-steps': mistake('lags two steps', { own: 2, stated: 2 }, 'nengo#1535'),
    'two-stated-as-one': mistake('lags two steps, but states a lag of one step', { own: 2, stated: 1 }, 'nengo#1535'),
  }),
  shown: field<(value: number, times: Times) => number>()({
    'as-is': definition('shows the filtered signal', (value) => value),
    whole: mistake('shows whole numbers only', Math.round, 'nengo-loihi#169'),
    'at-least-zero': mistake('shows negative values as 0', (value) => Math.max(value, 0), 'nengo-loihi#141'),
    'over-dt': mistake('divides the filtered signal by dt', (value, { dtSeconds }) => value / dtSeconds),
  }),
};

/** The fields of a synapse, in the order of a run. */
export const synapseFields = { ...request, ...filtering, ...answer };

type SynapseActs = ActsOf<typeof synapseFields>;
const actsOf: (chosen: Chosen) => SynapseActs = findingActs(synapseFields);

/**
 * Roundings per step of what it holds and of its input, in any form: those of the decay (3), of the scale, which has the
 * absolute errors of the decay (4), two products, a sum, the input, doubled because a program may scale before or after.
 */
const roundingsOfAStep = 24;

/** Roundings of the exponent of the decay: parameters and quotient. */
const roundingsOfExponent = 3;

/** How a filter steps, and what rounding moves. */
interface Filter {
  readonly form: (before: number, input: number, of: Coefficients) => number;
  /** Relative error of a step. */
  readonly roundoff: number;
  /** Absolute error of a step: numbers below the smallest normal one lose digits. */
  readonly least: number;
}

/** Passes a signal through a filter, with bounds on the rounding errors of any form. */
function pass(
  inputs: readonly Rounded[],
  start: number,
  of: Coefficients,
  { form, roundoff, least }: Filter,
): Rounded[] {
  const [keep, take] = [Math.abs(of.keep), Math.abs(of.take)];
  let [value, error, size] = [start, 0, Math.abs(start)];
  return inputs.map((input) => {
    const received = Math.abs(input.value);
    // what is lost may be subtracted from what was held
    error = keep * error + take * input.error + roundoff * ((1 + keep) * size + (1 + take) * received) + least;
    size = keep * size + take * received;
    value = form(value, input.value, of);
    return { value, error };
  });
}

/** What a simulator with a set of choices shows, with bounds on its rounding errors. */
function follow(acts: SynapseActs, { signal, ...asked }: SynapseInput, precision: PrecisionName): readonly Rounded[] {
  const { round } = precisions[precision];
  const dtSeconds = acts.dt(asked.dtSeconds);
  const times = { dtSeconds, tauSeconds: acts.tau({ dtSeconds, tauSeconds: asked.tauSeconds }) };
  const steps = dtSeconds / times.tauSeconds;
  const keep = acts.decay(steps, times);
  const roundoff = unitRoundoff[precision] * (roundingsOfAStep + 2 * roundingsOfExponent * steps);
  const filter: Filter = {
    form: (value, input, of) => acts.form(value, input, { keep: round(of.keep), take: round(of.take) }, round),
    roundoff,
    least: 4 * smallestNormal[precision],
  };
  const inputs = signal.map((value) => exactly(round(acts.signal(round(value), times))));
  const start = acts.start(inputs[0]?.value ?? 0);
  let after = inputs;
  for (const { inputs: from, take } of acts.order({ keep, take: acts.scale(keep, steps, times), steps }))
    after = pass(from(after, inputs), start, { keep, take }, filter);
  const shown = [...Array<Rounded>(acts.lag.own).fill(exactly(start)), ...after].slice(0, signal.length);
  return shown.map(({ value, error }) => {
    const [own, ...ends] = [value, value - error, value + error].map((one) => acts.shown(one, times)) as [number];
    const farthest = Math.max(...(ends as readonly number[]).map((end) => Math.abs(end - own)));
    return { value: own, error: farthest + roundoff * Math.abs(own) };
  });
}

/** Filters a signal as a simulator with a set of choices would. */
export function runSynapse(chosen: Chosen, input: SynapseInput, precision: PrecisionName = 'float64'): SynapseOutput {
  const acts = actsOf(chosen);
  return { filtered: follow(acts, input, precision).map(({ value }) => value), lagSteps: acts.lag.stated };
}

/** A time constant of 2.5 steps, one of many steps, and one shorter than a step; every step differs from 1 ms. */
const probes: Readonly<Record<string, SynapseInput>> = {
  'two-and-a-half-steps': { dtSeconds: 0.002, tauSeconds: 0.005, signal: [3.5, -2.25, 0, 0.6, 0.25, 0, 8, 0.3] },
  'many-steps': { dtSeconds: 0.0005, tauSeconds: 0.0204, signal: [1.25, 0, -3, 16, 0.75, 0, 0, 2, -1, 0.5, 0.125] },
  'half-a-step': { dtSeconds: 0.003, tauSeconds: 0.0014, signal: [0.75, 2, -1.5, 0, 4, 0.3] },
};

/** The stages of a synapse. */
export const synapseStages: Stages<SynapseInput, SynapseOutput> = {
  fields: synapseFields,
  probes: Object.entries(probes).map(([id, input]) => ({ id, input })),
  matcherOf: matchingNumbers(function* (chosen, { input, answer }, precision) {
    const acts = actsOf(chosen);
    const clause = () => 'low-pass';
    for (const [step, { value, error }] of follow(acts, input, precision).entries())
      yield {
        where: () => `filtered value in step ${step}`,
        expected: value,
        error,
        got: answer.filtered[step],
        clause,
      };
    yield { where: () => 'stated lag', expected: acts.lag.stated, error: 0, got: answer.lagSteps, clause };
  }),
  shown: {
    run: runSynapse,
    partsOf: (_, { filtered }) => [
      { name: 'filtered signal', of: ['step', 'signal'], values: filtered.map((one) => [one]) },
    ],
    traits: {
      'in steps other than 1 ms': ({ dtSeconds }) => dtSeconds !== 0.001,
      'with a time constant of less than a step': ({ dtSeconds, tauSeconds }) => tauSeconds < dtSeconds,
      'with a time constant that is not whole steps': ({ dtSeconds, tauSeconds }) =>
        Math.abs(tauSeconds / dtSeconds - Math.round(tauSeconds / dtSeconds)) > 1e-9,
      'with more than 64 steps': ({ signal }) => signal.length > 64,
    },
  },
};
