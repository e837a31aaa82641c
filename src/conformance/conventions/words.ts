import { type Conventions, fieldNames, type Refractory } from './conventions.ts';

/** The words for a choice: a noun, empty if the choice is not worth mentioning, and what a simulator does. */
type Words = readonly [noun: string, tells: string];

type Choice<Field extends keyof Conventions> = Conventions[Field] & (string | number);
type WordsOf<Field extends keyof Conventions> = Readonly<Record<Choice<Field>, Words>>;

/** The words for the choices in every field that needs no other field. */
const table: {
  readonly [Field in Exclude<keyof Conventions, 'refractory' | 'resetTime' | 'spikeHeight'>]: WordsOf<Field>;
} = {
  integrator: {
    exact: ['exact', 'integrates exactly, with decay e^(-dt/tau)'],
    euler: ['Euler', 'integrates by Euler, with decay 1 - dt/tau'],
    'backward-euler': ['backward Euler', 'integrates by backward Euler'],
    heun: ['Heun (second-order Runge-Kutta)', 'integrates by Heun'],
    'runge-kutta-4': ['fourth-order Runge-Kutta', 'integrates by fourth-order Runge-Kutta'],
    trapezoidal: ['trapezoidal', 'integrates by the trapezoidal rule'],
  },
  inputScale: {
    'one-minus-decay': ['', 'scales the input by 1 - decay'],
    'dt-over-tau': ['input times dt/tau', 'scales the input by dt/tau'],
    one: ['input added unscaled', 'adds the input unscaled'],
  },
  comparison: { '>': ['>', 'fires only above 1'], '>=': ['>=', 'fires at 1'] },
  reset: {
    zero: ['reset to zero', 'resets to zero'],
    subtract: ['reset by subtraction', 'resets by subtraction'],
    none: ['no reset', 'does not reset'],
  },
  shownVoltage: {
    'after-reset': ['', 'shows the voltage after the reset'],
    'before-reset': ['voltage shown before the reset', 'shows the voltage before the reset'],
  },
  floor: {
    'as-asked': ['', 'has the requested voltage floor'],
    none: ['no floor', 'has no voltage floor'],
    zero: ['floor always at 0', 'has a floor at 0'],
  },
  initialVoltage: {
    'as-asked': ['', 'starts at the requested voltage'],
    zero: ['always starts at 0', 'always starts at 0'],
  },
  inputDelaySteps: {
    0: ['', ''],
    1: ['input one step late', 'receives its input one step late'],
  },
  spikeDelaySteps: {
    0: ['', ''],
    1: ['spikes reported one step late', 'reports its spikes one step late'],
  },
  spikesPerStep: {
    one: ['', 'fires at most once per step'],
    many: ['several spikes per step', 'can fire several times per step'],
  },
};

/** The words for a choice, which may depend on other fields. */
function wordsOf(field: keyof Conventions, conventions: Conventions): Words {
  const { integrator, inputScale, resetTime, refractory, spikeHeight } = conventions;
  if (field === 'refractory') return refractoryWords(refractory);
  if (field === 'resetTime') return ['', ''];
  if (field === 'spikeHeight') return [`spike height ${spikeHeight}`, `has spikes of height ${spikeHeight}`];
  const [noun, tells] = (table[field] as Readonly<Record<string, Words>>)[conventions[field]] as Words;
  if (field === 'reset' && resetTime === 'one-step-late') return [`${noun} one step late`, `${tells} one step late`];
  if (field === 'integrator' && inputScale !== 'one-minus-decay')
    return [`decay factor ${integrator === 'exact' ? 'e^(-dt/tau)' : '1 - dt/tau'}`, tells];
  return [noun, tells];
}

/** From which time within a step a refractory period starts. */
const spikeTimes: Readonly<Record<Extract<Refractory, { kind: 'sub-step' }>['spikeTime'], Words>> = {
  exact: ['', ''],
  linear: [' (spike time by linear interpolation)', ', from a linearly interpolated spike time'],
  'end-of-step': [' (from the end of the step)', ', from the end of the step of the spike'],
  scaled: [' (voltage scaled by linear interpolation, as in Nengo up to 2.1)', ', as in Nengo up to 2.1'],
};

const meanwhiles = { clamped: 'voltage clamped', 'input-masked': 'input masked', silent: 'silent only' } as const;

/** Steps added to τ_ref/dt, rounded. */
const added = { '-1': [', one step fewer', ', less one'], 0: ['', ''], 1: [', one step more', ', plus one'] } as const;

function refractoryWords(refractory: Refractory): Words {
  if (refractory.kind === 'none') return ['no refractory', 'has no refractory period'];
  if (refractory.kind === 'sub-step') {
    const [noun, tells] = spikeTimes[refractory.spikeTime];
    return [`sub-step refractory${noun}`, `counts the refractory period in fractions of a step${tells}`];
  }
  const during = meanwhiles[refractory.meanwhile];
  const meanwhile = refractory.meanwhile === 'clamped' ? '' : `, ${refractory.meanwhile}`;
  if (refractory.kind === 'fixed-steps') {
    const { steps } = refractory;
    const many = steps === 1 ? 'one refractory step' : `${steps} refractory steps`;
    const tells = `is refractory for ${steps} ${steps === 1 ? 'step' : 'steps'}${meanwhile}`;
    return [`${many} whatever the refractory period (${during})`, tells];
  }
  const { rounding, more } = refractory;
  const [noun, tells] =
    rounding === 'nearest' ? ['to the nearest', 'to the nearest step'] : [rounding, `${rounding} to whole steps`];
  return [
    `whole-step refractory (tau_ref/dt rounded ${noun}${added[more][0]}; ${during})`,
    `rounds the refractory period ${tells}${added[more][1]}${meanwhile}`,
  ];
}

/** The words for a choice. Some of Nengo's choices have none. */
export function describeChoice(field: keyof Conventions, conventions: Conventions): string {
  return wordsOf(field, conventions)[0];
}

/**
 * Describes conventions in words.
 *
 * @param fields - all by default
 * @example describeConventions(nengoConventions) // 'exact, >, reset to zero, sub-step refractory, spike height amplitude/dt'
 */
export function describeConventions(
  conventions: Conventions,
  fields: readonly (keyof Conventions)[] = fieldNames,
): string {
  return fields.flatMap((field) => describeChoice(field, conventions) || []).join(', ');
}

export interface RuleRow {
  readonly name: string;
  /** The fields of conventions that state the rule. */
  readonly fields: readonly (keyof Conventions)[];
  /** What a simulator does by this rule, without its name: `fires at 1`. */
  readonly tell: (conventions: Conventions) => string;
}

const row = (name: string, ...fields: readonly [keyof Conventions, ...(keyof Conventions)[]]): RuleRow => ({
  ...{ name, fields },
  tell: (own) => wordsOf(fields[0], own)[1],
});

/** The rules in which simulators differ, as rows of a table. */
export const rules: readonly RuleRow[] = [
  row('integrator', 'integrator'),
  row('input', 'inputScale'),
  row('fires', 'comparison'),
  row('reset', 'reset', 'resetTime'),
  row('refractory', 'refractory'),
  row('floor', 'floor'),
  row('start', 'initialVoltage'),
  row('spikes per step', 'spikesPerStep'),
  {
    ...row('delay', 'inputDelaySteps', 'spikeDelaySteps'),
    tell: (own) =>
      (['inputDelaySteps', 'spikeDelaySteps'] as const)
        .flatMap((field) => wordsOf(field, own)[1] || [])
        .join(' and ') || 'has no delay',
  },
  row('voltage shown', 'shownVoltage'),
  row('spike height', 'spikeHeight'),
];
