/*
 * Conventions: the rules in which simulators of LIF neurons differ. This file lists them, in data and in words.
 * `family.ts` lists their combinations, `simulate.ts` simulates each of them, and `fingerprint.ts` identifies the
 * combination that a program follows.
 */

/**
 * The fields of `Conventions` except `refractory`, with their choices and what a simulator does by each, in words. J is
 * the current and v the voltage, with threshold 1. `chargeOf` has the formulas of the integrators.
 */
export const conventionFields = {
  integrator: {
    choices: ['exact', 'euler', 'backward-euler', 'heun', 'runge-kutta-4', 'trapezoidal'],
    words: [
      'integrates exactly',
      'integrates by Euler',
      'integrates by backward Euler',
      'integrates by Heun (second-order Runge-Kutta)',
      'integrates by fourth-order Runge-Kutta',
      'integrates by the trapezoidal rule',
    ],
  },
  /** Scaled by 1 − decay, a current makes the voltage converge to J. */
  inputScale: {
    choices: ['one-minus-decay', 'dt-over-tau', 'one'],
    words: ['scales the input by 1 - decay', 'scales the input by dt/tau', 'adds the input unscaled'],
  },
  comparison: {
    choices: ['>', '>='],
    words: ['fires only above 1', 'fires at 1'],
  },
  /** Subtraction leaves v − 1. Without a reset, the neuron fires as long as it is above the threshold. */
  reset: {
    choices: ['zero', 'subtract', 'none'],
    words: ['resets to zero', 'resets by subtraction', 'does not reset'],
  },
  /** A late reset follows the integration of the next step. */
  resetTime: {
    choices: ['at-once', 'one-step-late'],
    words: ['resets in the step of the spike', 'resets one step late'],
  },
  shownVoltage: {
    choices: ['after-reset', 'before-reset'],
    words: ['shows the voltage after the reset', 'shows the voltage before the reset'],
  },
  floor: {
    choices: ['as-asked', 'none', 'zero'],
    words: ['has the requested voltage floor', 'has no voltage floor', 'always has a floor at 0'],
  },
  initialVoltage: {
    choices: ['as-asked', 'zero'],
    words: ['starts at the requested voltage', 'always starts at 0'],
  },
  /** Before a delayed current arrives, the current is 0. */
  inputDelaySteps: {
    choices: [0, 1],
    words: ['receives its input at once', 'receives its input one step late'],
  },
  spikeDelaySteps: {
    choices: [0, 1],
    words: ['reports its spikes at once', 'reports its spikes one step late'],
  },
  spikesPerStep: {
    choices: ['one', 'many'],
    words: ['fires at most once per step', 'can fire several times per step'],
  },
  spikeHeight: {
    choices: ['amplitude/dt', 'amplitude', '1/dt', '1'],
    words: [
      'has spikes of height amplitude/dt',
      'has spikes of height amplitude',
      'has spikes of height 1/dt',
      'has spikes of height 1',
    ],
  },
} as const;

/** The fields of `Refractory`, with their choices and the words that these add to those of the kind. */
export const refractoryFields = {
  rounding: {
    description: 'How tau_ref/dt is rounded to whole steps.',
    choices: ['down', 'nearest', 'nearest-even', 'up'],
    words: [
      ' down to whole steps',
      ' to the nearest step',
      ' to the nearest step, halves to even',
      ' up to whole steps',
    ],
  },
  more: {
    description: 'Steps added to the rounded number.',
    choices: [-1, 0, 1],
    words: [' minus one', '', ' plus one'],
  },
  /** A silent neuron evolves as usual, but does not fire. */
  meanwhile: {
    description: 'What happens to the voltage during the refractory steps.',
    choices: ['clamped', 'input-masked', 'silent'],
    words: ['', ' without input', ' of silence only'],
  },
  spikeTime: {
    description: 'The time of the spike within its step: when the equation crosses the threshold, or at the end.',
    choices: ['exact', 'end-of-step'],
    words: ['', ' from the end of the step of the spike'],
  },
} as const;

/** The kinds of refractory periods, with the fields that describe each. */
export const refractoryKinds = {
  /** Whatever τ_ref is. */
  none: { words: 'has no refractory period', fields: [] },
  /** A whole number of steps, computed from τ_ref/dt; at least 0. */
  'whole-steps': { words: 'rounds the refractory period', fields: ['rounding', 'more', 'meanwhile'] },
  /** τ_ref, counted from a time within the step of the spike; the last step is partially active. */
  'sub-step': { words: 'counts the refractory period in fractions of a step', fields: ['spikeTime'] },
} as const;

/** The refractory period of a neuron. */
export type Refractory = {
  readonly [Kind in keyof typeof refractoryKinds]: { readonly kind: Kind } & {
    readonly [Field in (typeof refractoryKinds)[Kind]['fields'][number]]: (typeof refractoryFields)[Field]['choices'][number];
  };
}[keyof typeof refractoryKinds];

/**
 * How a simulator steps a LIF neuron, one choice per field. A network loses accuracy if it moves to other conventions.
 */
export type Conventions = {
  readonly [Field in keyof typeof conventionFields]: (typeof conventionFields)[Field]['choices'][number];
} & {
  readonly refractory: Refractory;
};

/** The conventions of Nengo, NengoDL and the reference simulator. */
export const nengoConventions: Conventions = {
  integrator: 'exact',
  inputScale: 'one-minus-decay',
  comparison: '>',
  reset: 'zero',
  resetTime: 'at-once',
  shownVoltage: 'after-reset',
  refractory: { kind: 'sub-step', spikeTime: 'exact' },
  floor: 'as-asked',
  initialVoltage: 'as-asked',
  inputDelaySteps: 0,
  spikeDelaySteps: 0,
  spikesPerStep: 'one',
  spikeHeight: 'amplitude/dt',
};

/** The fields of conventions, in the order in which reports list them. */
export const fieldNames: readonly (keyof Conventions)[] = Object.keys(nengoConventions) as (keyof Conventions)[];

/** What an implementation has to declare: the conventions in which it differs from Nengo. */
export function conventionsToDeclare(conventions: Conventions): Partial<Conventions> {
  return Object.fromEntries(differingFields(conventions, nengoConventions).map((field) => [field, conventions[field]]));
}

/** The fields in which two conventions differ. */
export function differingFields(one: Conventions, other: Conventions): (keyof Conventions)[] {
  return fieldNames.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}

/**
 * What a simulator does by one of its conventions, without its name.
 *
 * @example tell('comparison', { ...nengoConventions, comparison: '>=' }) // 'fires at 1'
 */
export function tell(field: keyof Conventions, conventions: Conventions): string {
  if (field !== 'refractory') return wordsOf(conventionFields[field], conventions[field]);
  const { kind, ...choices } = conventions.refractory;
  const parts = Object.entries(choices).map(([name, choice]) =>
    wordsOf(refractoryFields[name as keyof typeof refractoryFields], choice),
  );
  return [refractoryKinds[kind].words, ...parts].join('');
}

function wordsOf(field: { readonly choices: readonly unknown[]; readonly words: readonly string[] }, choice: unknown) {
  return field.words[field.choices.indexOf(choice)] as string;
}

/**
 * Describes conventions by how they differ from Nengo's.
 *
 * @param fields - all by default
 * @example describeConventions({ ...nengoConventions, comparison: '>=' }) // "Nengo's rules, except that it fires at 1"
 */
export function describeConventions(conventions: Conventions, fields = fieldNames): string {
  const differing = differingFields(conventions, nengoConventions).filter((field) => fields.includes(field));
  const exceptions = differing.map((field) => tell(field, conventions)).join(', ');
  return `Nengo's rules${exceptions && `, except that it ${exceptions}`}`;
}
