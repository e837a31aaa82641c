import { type Conventions, fieldNames, type Refractory } from './conventions.ts';

interface Words {
  /** As a noun; empty if the choice is not worth mentioning. */
  readonly noun: string;
  /** What a simulator does, without its name: `fires at 1`. */
  readonly tells: string;
  /** The few words that fit into a cell of a table. */
  readonly cell: string;
}

const words = (noun: string, tells: string, cell: string): Words => ({ noun, tells, cell });

type Choice<Field extends keyof Conventions> = Conventions[Field] & (string | number);
type WordsOf<Field extends keyof Conventions> = Readonly<Record<Choice<Field>, Words>>;

/** The words for the choices in every field that needs no other field. */
const table: {
  readonly [Field in Exclude<keyof Conventions, 'refractory' | 'resetTime' | 'spikeHeight'>]: WordsOf<Field>;
} = {
  integrator: {
    exact: words('exact', 'integrates exactly, with decay e^(-dt/tau)', 'exact'),
    euler: words('Euler', 'integrates by Euler, with decay 1 - dt/tau', 'euler'),
    'backward-euler': words('backward Euler', 'integrates by backward Euler', 'backward-euler'),
    heun: words('Heun (second-order Runge-Kutta)', 'integrates by Heun', 'heun'),
    'runge-kutta-4': words('fourth-order Runge-Kutta', 'integrates by fourth-order Runge-Kutta', 'runge-kutta-4'),
    trapezoidal: words('trapezoidal', 'integrates by the trapezoidal rule', 'trapezoidal'),
  },
  inputScale: {
    'one-minus-decay': words('', 'scales the input by 1 - decay', '1 - decay'),
    'dt-over-tau': words('input times dt/tau', 'scales the input by dt/tau', 'dt/tau'),
    one: words('input added unscaled', 'adds the input unscaled', 'unscaled'),
  },
  comparison: { '>': words('>', 'fires only above 1', 'above 1'), '>=': words('>=', 'fires at 1', 'at 1') },
  reset: {
    zero: words('reset to zero', 'resets to zero', 'to 0'),
    subtract: words('reset by subtraction', 'resets by subtraction', 'subtract 1'),
    none: words('no reset', 'does not reset', 'none'),
  },
  shownVoltage: {
    'after-reset': words('', 'shows the voltage after the reset', 'after reset'),
    'before-reset': words('voltage shown before the reset', 'shows the voltage before the reset', 'before reset'),
  },
  floor: {
    'as-asked': words('', 'has the requested voltage floor', 'as asked'),
    none: words('no floor', 'has no voltage floor', 'none'),
    zero: words('floor always at 0', 'has a floor at 0', '0'),
  },
  initialVoltage: {
    'as-asked': words('', 'starts at the requested voltage', 'as asked'),
    zero: words('always starts at 0', 'always starts at 0', '0'),
  },
  inputDelaySteps: {
    0: words('', '', ''),
    1: words('input one step late', 'receives its input one step late', 'input'),
  },
  spikeDelaySteps: {
    0: words('', '', ''),
    1: words('spikes reported one step late', 'reports its spikes one step late', 'spikes'),
  },
  spikesPerStep: {
    one: words('', 'fires at most once per step', 'one'),
    many: words('several spikes per step', 'can fire several times per step', 'many'),
  },
};

/** The words for a choice, which may depend on other fields. */
function wordsOf(field: keyof Conventions, conventions: Conventions): Words {
  const { integrator, inputScale, reset, resetTime, refractory, spikeHeight } = conventions;
  if (field === 'refractory') return refractoryWords(refractory);
  if (field === 'resetTime') return words('', '', '');
  if (field === 'spikeHeight')
    return words(`spike height ${spikeHeight}`, `has spikes of height ${spikeHeight}`, spikeHeight);
  const own = (table[field] as Readonly<Record<string, Words>>)[conventions[field]] as Words;
  if (field === 'reset' && resetTime === 'one-step-late')
    return words(`${own.noun} one step late`, `${own.tells} one step late`, `${table.reset[reset].cell}, late`);
  if (field === 'integrator' && inputScale !== 'one-minus-decay')
    return { ...own, noun: `decay factor ${integrator === 'exact' ? 'e^(-dt/tau)' : '1 - dt/tau'}` };
  return own;
}

/** From which time within a step a refractory period starts. */
const spikeTimes = {
  exact: words('', '', ''),
  linear: words(' (spike time by linear interpolation)', ', from a linearly interpolated spike time', ', linear'),
  'end-of-step': words(' (from the end of the step)', ', from the end of the step of the spike', ', end-of-step'),
  scaled: words(
    ' (voltage scaled by linear interpolation, as in Nengo up to 2.1)',
    ', as in Nengo up to 2.1',
    ', scaled',
  ),
} as const;

const meanwhiles = { clamped: 'voltage clamped', 'input-masked': 'input masked', silent: 'silent only' } as const;

/** Steps added to τ_ref/dt, rounded. */
const added = {
  '-1': words(', one step fewer', ', less one', ' - 1'),
  0: words('', '', ''),
  1: words(', one step more', ', plus one', ' + 1'),
} as const;

function refractoryWords(refractory: Refractory): Words {
  if (refractory.kind === 'none') return words('no refractory', 'has no refractory period', 'none');
  if (refractory.kind === 'sub-step') {
    const { noun, tells, cell } = spikeTimes[refractory.spikeTime];
    const counts = `counts the refractory period in fractions of a step${tells}`;
    return words(`sub-step refractory${noun}`, counts, `sub-step${cell}`);
  }
  const during = meanwhiles[refractory.meanwhile];
  const meanwhile = refractory.meanwhile === 'clamped' ? '' : `, ${refractory.meanwhile}`;
  if (refractory.kind === 'fixed-steps') {
    const steps = `${refractory.steps} ${refractory.steps === 1 ? 'step' : 'steps'}${meanwhile}`;
    const many = refractory.steps === 1 ? 'one refractory step' : `${refractory.steps} refractory steps`;
    return words(`${many} whatever the refractory period (${during})`, `is refractory for ${steps}`, steps);
  }
  const { rounding, more } = refractory;
  const [noun, tells] =
    rounding === 'nearest' ? ['to the nearest', 'to the nearest step'] : [rounding, `${rounding} to whole steps`];
  return words(
    `whole-step refractory (tau_ref/dt rounded ${noun}${added[more].noun}; ${during})`,
    `rounds the refractory period ${tells}${added[more].tells}${meanwhile}`,
    `rounded ${rounding}${added[more].cell}${meanwhile}`,
  );
}

/** The words for a choice. Some of Nengo's choices have none. */
export function describeChoice(field: keyof Conventions, conventions: Conventions): string {
  return wordsOf(field, conventions).noun;
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
  readonly describe: (conventions: Conventions) => string;
  readonly tell: (conventions: Conventions) => string;
}

function row(name: string, [field, ...others]: readonly (keyof Conventions)[]): RuleRow {
  return {
    ...{ name, fields: [field as keyof Conventions, ...others] },
    describe: (own) => wordsOf(field as keyof Conventions, own).cell,
    tell: (own) => wordsOf(field as keyof Conventions, own).tells,
  };
}

const late = ({ inputDelaySteps, spikeDelaySteps }: Conventions): readonly Words[] =>
  [table.inputDelaySteps[inputDelaySteps], table.spikeDelaySteps[spikeDelaySteps]].filter(({ noun }) => noun !== '');

/** The rules in which simulators differ, as rows of a table. */
export const rules: readonly RuleRow[] = [
  row('integrator', ['integrator']),
  row('input', ['inputScale']),
  row('fires', ['comparison']),
  row('reset', ['reset', 'resetTime']),
  row('refractory', ['refractory']),
  row('floor', ['floor']),
  row('start', ['initialVoltage']),
  row('spikes per step', ['spikesPerStep']),
  {
    ...row('delay', ['inputDelaySteps', 'spikeDelaySteps']),
    describe: (own) =>
      late(own).length === 0
        ? 'none'
        : `${late(own)
            .map(({ cell }) => cell)
            .join(', ')} 1 step`,
    tell: (own) =>
      late(own)
        .map(({ tells }) => tells)
        .join(' and ') || 'has no delay',
  },
  row('voltage shown', ['shownVoltage']),
  row('spike height', ['spikeHeight']),
];
