import type { Conventions, Refractory } from '../conformance/conventions/conventions.ts';
import { numberOf } from '../study/answer/words.ts';

interface Rule {
  readonly name: string;
  /** The fields of conventions that state the rule. */
  readonly fields: readonly (keyof Conventions)[];
  /** The few words that fit into a cell of a table. */
  readonly describe: (conventions: Conventions) => string;
  /** What a simulator does, without its name: `fires at 1`. */
  readonly tell: (conventions: Conventions) => string;
}

type Words = readonly [description: string, what: string];

function ruleOf(name: string, fields: Rule['fields'], words: (conventions: Conventions) => Words): Rule {
  return { name, fields, describe: (own) => words(own)[0], tell: (own) => words(own)[1] };
}

function ruleOfChoice<Field extends Exclude<keyof Conventions, 'refractory'>>(
  name: string,
  field: Field,
  words: Readonly<Record<Conventions[Field], Words>>,
): Rule {
  return ruleOf(name, [field], (own) => words[own[field]]);
}

const resets: Readonly<Record<Conventions['reset'], Words>> = {
  zero: ['to 0', 'resets to zero'],
  subtract: ['subtract 1', 'resets by subtraction'],
  none: ['none', 'does not reset'],
};

/** Steps added to τ_ref/dt, rounded. */
const extraSteps: Readonly<Record<-1 | 0 | 1, Words>> = {
  '-1': [' - 1', ', less one'],
  0: ['', ''],
  1: [' + 1', ', plus one'],
};

/** The rules in which simulators differ, as rows of a table. */
export const rules: readonly Rule[] = [
  ruleOfChoice('integrator', 'integrator', {
    exact: ['exact', 'integrates exactly'],
    euler: ['euler', 'integrates by Euler'],
    'backward-euler': ['backward-euler', 'integrates by backward Euler'],
    heun: ['heun', 'integrates by Heun'],
    'runge-kutta-4': ['runge-kutta-4', 'integrates by fourth-order Runge-Kutta'],
    trapezoidal: ['trapezoidal', 'integrates by the trapezoidal rule'],
  }),
  ruleOfChoice('input', 'inputScale', {
    'one-minus-decay': ['1 - decay', 'scales the input by 1 - decay'],
    'dt-over-tau': ['dt/tau', 'scales the input by dt/tau'],
    one: ['unscaled', 'adds the input unscaled'],
  }),
  ruleOfChoice('fires', 'comparison', {
    '>': ['above 1', 'fires only above 1'],
    '>=': ['at 1', 'fires at 1'],
  }),
  ruleOf('reset', ['reset', 'resetTime'], ({ reset, resetTime }) => {
    const [description, what] = resets[reset];
    return resetTime === 'at-once' ? [description, what] : [`${description}, late`, `${what} one step late`];
  }),
  ruleOf('refractory', ['refractory'], ({ refractory }) => wordsOfRefractory(refractory)),
  ruleOfChoice('floor', 'floor', {
    'as-asked': ['as asked', 'has the requested voltage floor'],
    none: ['none', 'has no voltage floor'],
    zero: ['0', 'has a floor at 0'],
  }),
  ruleOfChoice('start', 'initialVoltage', {
    'as-asked': ['as asked', 'starts at the requested voltage'],
    zero: ['0', 'always starts at 0'],
  }),
  ruleOfChoice('spikes per step', 'spikesPerStep', {
    one: ['one', 'fires at most once per step'],
    many: ['many', 'can fire several times per step'],
  }),
  ruleOf('delay', ['inputDelaySteps', 'spikeDelaySteps'], ({ inputDelaySteps, spikeDelaySteps }) => {
    const late: readonly Words[] = [
      ...(inputDelaySteps ? [['input', 'receives its input one step late'] as const] : []),
      ...(spikeDelaySteps ? [['spikes', 'reports its spikes one step late'] as const] : []),
    ];
    if (late.length === 0) return ['none', 'has no delay'];
    return [`${late.map(([name]) => name).join(', ')} 1 step`, late.map(([, what]) => what).join(' and ')];
  }),
  ruleOfChoice('voltage shown', 'shownVoltage', {
    'after-reset': ['after reset', 'shows the voltage after the reset'],
    'before-reset': ['before reset', 'shows the voltage before the reset'],
  }),
  ruleOf('spike height', ['spikeHeight'], ({ spikeHeight }) => [spikeHeight, `has spikes of height ${spikeHeight}`]),
];

/** `sub-step`; `rounded up - 1`: τ_ref/dt is rounded up to whole steps, less one. */
function wordsOfRefractory(refractory: Refractory): Words {
  const { kind } = refractory;
  if (kind === 'none') return ['none', 'has no refractory period'];
  if (kind === 'sub-step') {
    const { spikeTime } = refractory;
    const from = {
      exact: '',
      linear: ', from a linearly interpolated spike time',
      'end-of-step': ', from the end of the step of the spike',
      scaled: ', as in Nengo up to 2.1',
    }[spikeTime];
    const what = `counts the refractory period in fractions of a step${from}`;
    return [spikeTime === 'exact' ? 'sub-step' : `sub-step, ${spikeTime}`, what];
  }
  const meanwhile = refractory.meanwhile === 'clamped' ? '' : `, ${refractory.meanwhile}`;
  if (kind === 'fixed-steps') {
    const steps = numberOf(refractory.steps, 'step') + meanwhile;
    return [steps, `is refractory for ${steps}`];
  }
  const { rounding, more } = refractory;
  const direction = rounding === 'nearest' ? 'to the nearest step' : `${rounding} to whole steps`;
  const [sum, added] = extraSteps[more];
  return [`rounded ${rounding}${sum}${meanwhile}`, `rounds the refractory period ${direction}${added}${meanwhile}`];
}
