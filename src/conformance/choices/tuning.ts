/*
 * The choices of the tuning of neurons: what simulators do between max rates and intercepts and the outputs of the rate model,
 * stage by stage. It shares no code with src/simulator, so that each tests the other.
 */
import { exp, expm1, log, log1p, square } from '../../base/elementary.ts';
import { type PrecisionName, precisions, unitRoundoff } from '../../base/precision.ts';
import type { TuningInput, TuningOutput } from '../implementation.ts';
import { type ActsOf, type Chosen, definition, equal, findingActs, mistake } from './choice.ts';
import { field } from './neuron.ts';
import { type Compared, matchingNumbers } from './numbers-match.ts';
import { carried, type Rounded } from './rounded.ts';
import type { Stages } from './stages.ts';

/** The parameters of a neuron. */
export interface Asked extends Pick<TuningInput, 'tauRcSeconds' | 'tauRefSeconds' | 'amplitude'> {
  readonly maxRateHz: number;
  readonly intercept: number;
}

/** The parameters as the simulator reads them. */
type Read = (asked: Asked, first: Asked) => Partial<Asked>;
const asRequested: Read = () => ({});

const request = {
  tauRc: field<Read>()({
    'as-asked': definition('uses the requested tau_rc', asRequested),
    '20-ms': mistake('uses a tau_rc of 20 ms whatever is requested', () => ({ tauRcSeconds: 0.02 })),
    'in-ms': mistake('takes a tau_rc in seconds to be in milliseconds', ({ tauRcSeconds }) => ({
      tauRcSeconds: tauRcSeconds / 1000,
    })),
  }),
  tauRef: field<Read>()({
    'as-asked': definition('uses the requested tau_ref', asRequested),
    none: mistake('uses a tau_ref of 0 in all stages', () => ({ tauRefSeconds: 0 })),
    '2-ms': mistake('uses a tau_ref of 2 ms whatever is requested', () => ({ tauRefSeconds: 0.002 })),
    'zero-is-2-ms': mistake(
      'takes a tau_ref of 0 for one that is not given, and uses 2 ms',
      ({ tauRefSeconds }) => ({ tauRefSeconds: tauRefSeconds || 0.002 }),
      'sinabs#109',
    ),
  }),
  maxRate: field<Read>()({
    'as-asked': definition('uses the requested max rates', asRequested),
    'of-the-first': mistake('gives all neurons the max rate of the first one', (_, { maxRateHz }) => ({ maxRateHz })),
    'at-infinity': mistake(
      'approaches its max rate only at very large inputs: its period at input 1 is 1/max rate + tau_ref',
      ({ maxRateHz, tauRefSeconds }) => ({ maxRateHz: maxRateHz / (1 + tauRefSeconds * maxRateHz) }),
    ),
    'in-radians': mistake('takes max rates in radians per second', ({ maxRateHz }) => ({
      maxRateHz: maxRateHz / (2 * Math.PI),
    })),
  }),
  intercept: field<Read>()({
    'as-asked': definition('uses the requested intercepts', asRequested),
    none: mistake('uses an intercept of 0 in place of all others', () => ({ intercept: 0 })),
    'of-the-first': mistake('gives all neurons the intercept of the first one', (_, { intercept }) => ({ intercept })),
    negated: mistake('reads intercepts with the wrong sign', ({ intercept }) => ({ intercept: -intercept })),
    absolute: mistake('reads intercepts without their sign', ({ intercept }) => ({ intercept: Math.abs(intercept) })),
  }),
  input: field<(x: number) => number>()({
    'as-asked': definition('uses the requested inputs', (x) => x),
    absolute: mistake('loses the sign of its inputs', Math.abs),
    negated: mistake('reads inputs with the wrong sign', (x) => -x),
    'at-least-zero': mistake('reads negative inputs as 0', (x) => Math.max(x, 0)),
    'up-to-1': mistake('limits inputs to 1 in either direction', (x) => Math.max(-1, Math.min(x, 1))),
    whole: mistake('reads only the whole part of its inputs', Math.trunc),
  }),
};

const tuned = {
  /** The time from 0 to the threshold at input 1, in units of tau_rc. */
  chargingTime: field<(asked: Asked) => number>()({
    'without-refractory': definition(
      'fires at its max rate for input 1',
      ({ maxRateHz, tauRefSeconds, tauRcSeconds }) => (1 / maxRateHz - tauRefSeconds) / tauRcSeconds,
    ),
    'with-refractory': mistake(
      'ignores tau_ref in the gain',
      ({ maxRateHz, tauRcSeconds }) => 1 / maxRateHz / tauRcSeconds,
    ),
    'added-refractory': mistake(
      'adds tau_ref to the interval at the max rate in the gain',
      ({ maxRateHz, tauRefSeconds, tauRcSeconds }) => (1 / maxRateHz + tauRefSeconds) / tauRcSeconds,
    ),
  }),
  /** The current at input 1, given the charging time. */
  currentAtOne: field<(time: number) => number>()({
    exact: definition('reaches the threshold in time', (time) => 1 / (1 - exp(-time))),
    'by-expm1': equal('reaches the threshold in time, by expm1', (time) => -1 / expm1(-time)),
    linear: mistake('has the gain of a neuron without a leak', (time) => 1 / time),
    'one-less': mistake('has the gain of a current that is 1 lower', (time) => 1 / expm1(time)),
    half: mistake('takes tau_rc for a half-life in the gain', (time) => 1 / (1 - exp(-time * Math.LN2))),
  }),
  gain: field<(currentAtOne: number, asked: Asked) => number>()({
    'by-intercept': definition(
      'has the gain (J(1) - 1)/(1 - intercept)',
      (current, { intercept }) => (current - 1) / (1 - intercept),
    ),
    'without-intercept': mistake('ignores the intercept in the gain', (current) => current - 1),
    'one-plus-intercept': mistake(
      'divides the gain by 1 + intercept',
      (current, { intercept }) => (current - 1) / (1 + intercept),
    ),
    'times-one-minus-intercept': mistake(
      'multiplies the gain by 1 - intercept',
      (current, { intercept }) => (current - 1) * (1 - intercept),
    ),
    'without-threshold': mistake(
      'does not subtract the threshold in the gain',
      (current, { intercept }) => current / (1 - intercept),
    ),
    'times-amplitude': mistake(
      'multiplies the gain by the amplitude',
      (current, { intercept, amplitude }) => (amplitude * (current - 1)) / (1 - intercept),
      'nengo#1325',
    ),
    'over-amplitude': mistake(
      'divides the gain by the amplitude',
      (current, { intercept, amplitude }) => (current - 1) / (1 - intercept) / amplitude,
    ),
  }),
  bias: field<(gain: number, asked: Asked) => number>()({
    'by-intercept': definition('has the bias 1 - gain · intercept', (gain, { intercept }) => 1 - gain * intercept),
    'plus-intercept': mistake(
      'has the wrong sign of gain · intercept in the bias',
      (gain, { intercept }) => 1 + gain * intercept,
    ),
    '1': mistake('ignores the intercept in the bias', () => 1),
    'without-threshold': mistake('does not add the threshold to the bias', (gain, { intercept }) => -gain * intercept),
    none: mistake('has no bias', () => 0),
    'without-gain': mistake('does not multiply the intercept by the gain in the bias', (_, { intercept }) => {
      return 1 - intercept;
    }),
    'a-millionth-more': mistake(
      'has a bias a millionth too large, so it fires just below its intercept',
      (gain, { intercept }) => 1 + 1e-6 - gain * intercept,
    ),
    'times-amplitude': mistake(
      'multiplies the bias by the amplitude',
      (gain, { intercept, amplitude }) => amplitude * (1 - gain * intercept),
      'nengo#1325',
    ),
  }),
};

const rated = {
  current: field<(x: number, gain: number, bias: number) => number>()({
    'gain-and-bias': definition('has the current gain · input + bias', (x, gain, bias) => gain * x + bias),
    'without-bias': mistake('drops the bias in its rates', (x, gain) => gain * x),
    'without-gain': mistake('drops the gain in its rates', (x, _, bias) => x + bias),
    'gain-times-both': mistake('multiplies the bias by the gain in its rates', (x, gain, bias) => gain * (x + bias)),
    absolute: mistake('fires under strong inhibition as it does under excitation', (x, gain, bias) => {
      return Math.abs(gain * x + bias);
    }),
  }),
  /** Whether a neuron fires at a current, and as at which one. */
  fires: field<(current: number) => number | undefined>()({
    'above-1': definition('fires above a current of 1', (current) => (current > 1 ? current : undefined)),
    'at-1': mistake('fires slowly at a current of exactly 1', (current) =>
      current === 1 ? 1 + Number.EPSILON : current > 1 ? current : undefined,
    ),
    'just-above-1': mistake('fires above a current of 1.001 only', (current) =>
      current > 1.001 ? current : undefined,
    ),
  }),
  /** The interval between spikes at a current above 1. */
  period: field<(current: number, asked: Asked) => number>()({
    exact: definition('charges exactly', (j, { tauRcSeconds, tauRefSeconds }) => {
      return tauRefSeconds + tauRcSeconds * log1p(1 / (j - 1));
    }),
    textbook: equal('charges as textbooks say', (j, { tauRcSeconds, tauRefSeconds }) => {
      return tauRefSeconds - tauRcSeconds * log(1 - 1 / j);
    }),
    'without-refractory': mistake('ignores tau_ref in its rates', (j, { tauRcSeconds }) => {
      return tauRcSeconds * log1p(1 / (j - 1));
    }),
    'twice-refractory': mistake('adds tau_ref twice in its rates', (j, { tauRcSeconds, tauRefSeconds }) => {
      return 2 * tauRefSeconds + tauRcSeconds * log1p(1 / (j - 1));
    }),
    'without-threshold': mistake(
      'does not subtract the threshold in its rates',
      (j, { tauRcSeconds, tauRefSeconds }) => {
        return tauRefSeconds + tauRcSeconds * log1p(1 / j);
      },
    ),
    'without-leak': mistake('charges without a leak in its rates', (j, { tauRcSeconds, tauRefSeconds }) => {
      return tauRefSeconds + tauRcSeconds / (j - 1);
    }),
    'log-10': mistake('takes a decimal logarithm in its rates', (j, { tauRcSeconds, tauRefSeconds }) => {
      return tauRefSeconds + (tauRcSeconds * log1p(1 / (j - 1))) / Math.LN10;
    }),
    'log-2': mistake('takes a binary logarithm in its rates', (j, { tauRcSeconds, tauRefSeconds }) => {
      return tauRefSeconds + (tauRcSeconds * log1p(1 / (j - 1))) / Math.LN2;
    }),
    'of-whole-ms': mistake('fires at intervals of whole milliseconds', (j, { tauRcSeconds, tauRefSeconds }) => {
      return Math.ceil(1000 * (tauRefSeconds + tauRcSeconds * log1p(1 / (j - 1)))) / 1000;
    }),
  }),
  rate: field<(rateHz: number, asked: Asked, largest: number) => number>()({
    hertz: definition('shows rates in hertz', (rate) => rate),
    kilohertz: mistake('shows rates in spikes per millisecond', (rate) => rate / 1000, 'nengo@71d6f1b'),
    'per-second-1000': mistake('shows rates 1000 times too high', (rate) => 1000 * rate, 'nengo@71d6f1b'),
    'up-to-max-rate': mistake('never fires faster than its max rate', (rate, { maxRateHz }) =>
      Math.min(rate, maxRateHz),
    ),
    'up-to-the-largest': mistake('never fires faster than the largest max rate', (rate, _, largest) => {
      return Math.min(rate, largest);
    }),
    'times-amplitude': mistake('multiplies its rates by the amplitude', (rate, { amplitude }) => amplitude * rate),
    period: mistake('shows the interval between spikes as a rate', (rate) => (rate > 0 ? 1 / rate : 0)),
    whole: mistake('rounds rates to whole hertz', Math.round),
  }),
  output: field<(rateHz: number, asked: Asked) => number>()({
    'times-amplitude': definition('sends amplitude · rate', (rate, { amplitude }) => amplitude * rate),
    rate: mistake('sends the firing rate at every amplitude', (rate) => rate, 'nengo#1390'),
    'times-amplitude-twice': mistake('multiplies its outputs by the amplitude twice', (rate, { amplitude }) => {
      return square(amplitude) * rate;
    }),
    'over-amplitude': mistake('divides its outputs by the amplitude', (rate, { amplitude }) => rate / amplitude),
    'of-max-rate': mistake('sends the fraction of its max rate', (rate, { amplitude, maxRateHz }) => {
      return (amplitude * rate) / maxRateHz;
    }),
  }),
};

const answer = {
  parameters: field<(gain: Rounded, bias: Rounded) => readonly [gain: Rounded, bias: Rounded]>()({
    'gain-and-bias': definition('shows gain and bias', (gain, bias) => [gain, bias]),
    exchanged: mistake('shows the gain as bias and the bias as gain', (gain, bias) => [bias, gain], 'pyret#90'),
  }),
};

/** The fields of tuning, in the order in which they are computed. */
export const tuningFields = { ...request, ...tuned, ...rated, ...answer };

type TuningActs = ActsOf<typeof tuningFields>;
const actsOf: (chosen: Chosen) => TuningActs = findingActs(tuningFields);

/** Roundings of an elementary function or a quotient in any form, with those of its parameters. */
const roundingsOfAFunction = 10;

/** How a program rounds, and how far rounding in any form moves a number. */
interface Rounding {
  readonly round: (value: number) => number;
  readonly roundoff: number;
}

interface Tuned {
  readonly asked: Asked;
  readonly gain: Rounded;
  readonly bias: Rounded;
}

function tuningsOf(acts: TuningActs, input: TuningInput, rounding: Rounding): readonly Tuned[] {
  const { round } = rounding;
  const { maxRatesHz, intercepts, ...shared } = input;
  const all = maxRatesHz.map((maxRateHz, neuron): Asked => {
    const { tauRcSeconds, tauRefSeconds, amplitude } = shared;
    const asked = { tauRcSeconds, tauRefSeconds, amplitude, maxRateHz, intercept: intercepts[neuron] ?? Number.NaN };
    return Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, round(value)])) as never;
  });
  const [first] = all;
  return all.map((own) => {
    let asked = own;
    for (const act of [acts.tauRc, acts.tauRef, acts.maxRate, acts.intercept])
      asked = { ...asked, ...act(asked, first ?? own) };
    return { asked, ...tuneRounded(acts, asked, rounding) };
  });
}

/**
 * Gain and bias, with bounds on their rounding errors in any form: 1 - e^z loses the digits of a short time z, and J(1) - 1
 * those of a long one.
 */
function tuneRounded(acts: TuningActs, asked: Asked, { round, roundoff }: Rounding): Omit<Tuned, 'asked'> {
  const { maxRateHz, tauRcSeconds, tauRefSeconds, intercept } = asked;
  const roundings = roundingsOfAFunction * roundoff;
  const time: Rounded = {
    value: acts.chargingTime(asked),
    error: (4 * roundoff * (tauRefSeconds + 1 / maxRateHz)) / tauRcSeconds,
  };
  const charged = carried(acts.currentAtOne, time, 0);
  const currentAtOne = { ...charged, error: charged.error + roundings * Math.max(1, square(charged.value)) };
  // 1 - intercept has the absolute error of the intercept
  const ofIntercept = (2 * roundoff * (1 + Math.abs(intercept))) / Math.abs(1 - intercept);
  const gain = carried((current) => round(acts.gain(current, asked)), currentAtOne, roundings + ofIntercept);
  const bias = carried((one) => round(acts.bias(one, asked)), gain, 0);
  // a bias of 1 is exact in any form if the intercept is 0
  const drawn = Math.abs(gain.value * intercept);
  const size = drawn + (bias.value === 1 ? 0 : Math.max(1, Math.abs(bias.value)));
  return { gain, bias: { ...bias, error: bias.error + roundings * size } };
}

/** The rate at an input, with a bound on its rounding error in any form. */
function rateRounded(
  acts: TuningActs,
  { asked, gain, bias }: Tuned,
  { maxRatesHz }: Pick<TuningInput, 'maxRatesHz'>,
  input: number,
  { round, roundoff }: Rounding,
): Rounded {
  const x = acts.input(round(input));
  const largest = Math.max(...maxRatesHz);
  const value = round(acts.current(x, gain.value, bias.value));
  const moved = x === 0 ? 0 : roundoff * (Math.abs(gain.value * x) + Math.abs(bias.value) + Math.abs(value));
  const error = gain.error * Math.abs(x) + bias.error * Math.max(1, Math.abs(gain.value)) + 4 * moved;
  const rateAt = (current: number) => {
    const firing = acts.fires(current);
    return round(acts.rate(firing === undefined ? 0 : 1 / acts.period(firing, asked), asked, largest));
  };
  // a form with the logarithm of 1 - 1/J loses digits at large currents
  const highest = Math.max(value + error, 2);
  const lost = (6 * asked.tauRcSeconds * (1 + log(highest))) / acts.period(highest, asked);
  return carried(rateAt, { value, error }, roundoff * (roundingsOfAFunction + lost));
}

/** Tunes neurons as a simulator with a set of choices would. */
export function runTuning(chosen: Chosen, input: TuningInput, precision: PrecisionName = 'float64'): TuningOutput {
  const acts = actsOf(chosen);
  const rounding = { round: precisions[precision].round, roundoff: 0 };
  const tunings = tuningsOf(acts, input, rounding);
  const ratesHz = input.inputs.map((x) => tunings.map((one) => rateRounded(acts, one, input, x, rounding).value));
  const shown = tunings.map(({ gain, bias }) => acts.parameters(gain, bias));
  return {
    gain: shown.map(([gain]) => gain.value),
    bias: shown.map(([, bias]) => bias.value),
    ratesHz,
    outputs: ratesHz.map((rates) =>
      rates.map((rate, neuron) => rounding.round(acts.output(rate, (tunings[neuron] as Tuned).asked))),
    ),
  };
}

/** The gain and bias of each neuron, then the rates and outputs of each input. */
function* numbersOf(acts: TuningActs, input: TuningInput, answer: TuningOutput, roundoff: number): Generator<Compared> {
  const rounding = { round: (value: number) => value, roundoff };
  const tunings = tuningsOf(acts, input, rounding);
  const number = (where: string, { value: expected, error }: Rounded, got: number | undefined): Compared => {
    return { where: () => where, expected, error, got, clause: () => 'rate' };
  };
  for (const [neuron, own] of tunings.entries()) {
    const [gain, bias] = acts.parameters(own.gain, own.bias);
    yield number(`gain of neuron ${neuron}`, gain, answer.gain[neuron]);
    yield number(`bias of neuron ${neuron}`, bias, answer.bias[neuron]);
  }
  for (const [point, x] of input.inputs.entries())
    for (const [neuron, one] of tunings.entries()) {
      const rate = rateRounded(acts, one, input, x, rounding);
      const at = `of neuron ${neuron} for input ${x}`;
      yield number(`rate ${at}`, rate, answer.ratesHz[point]?.[neuron]);
      const output = carried((rateHz) => acts.output(rateHz, one.asked), rate, roundingsOfAFunction * roundoff);
      yield number(`output ${at}`, output, answer.outputs[point]?.[neuron]);
    }
}

/** Two neurons at several inputs, and one without a refractory period at, and just above, its intercept of 0. */
const probes: Readonly<Record<string, TuningInput>> = {
  'two-neurons': {
    tauRcSeconds: 0.015,
    tauRefSeconds: 0.0013,
    amplitude: 0.02,
    maxRatesHz: [100.5, 150.25],
    intercepts: [-0.25, 0.4],
    inputs: [-0.1, 0.55, 1, 2.25, -3.5],
  },
  'no-refractory-period': {
    tauRcSeconds: 0.03,
    tauRefSeconds: 0,
    amplitude: 2.5,
    maxRatesHz: [80.2],
    intercepts: [0],
    inputs: [0, 0.0002, 0.7, -1.25],
  },
};

/** The stages of tuning. */
export const tuningStages: Stages<TuningInput, TuningOutput> = {
  fields: tuningFields,
  probes: Object.entries(probes).map(([id, input]) => ({ id, input })),
  matcherOf: matchingNumbers((chosen, { input, answer }, precision) =>
    numbersOf(actsOf(chosen), input, answer, unitRoundoff[precision]),
  ),
  shown: {
    run: runTuning,
    partsOf: (_, { gain, bias, ratesHz, outputs }) => [
      { name: 'gain', of: ['list', 'neuron'], values: [gain] },
      { name: 'bias', of: ['list', 'neuron'], values: [bias] },
      { name: 'rates', of: ['input', 'neuron'], values: ratesHz },
      { name: 'outputs', of: ['input', 'neuron'], values: outputs },
    ],
    traits: {
      'with a refractory period': ({ tauRefSeconds }) => tauRefSeconds > 0,
      'without a refractory period': ({ tauRefSeconds }) => tauRefSeconds === 0,
      'with several neurons': ({ maxRatesHz }) => maxRatesHz.length > 1,
      'with intercepts other than 0': ({ intercepts }) => intercepts.some((one) => one !== 0),
    },
  },
};
