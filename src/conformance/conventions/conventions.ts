/*
 * Conventions: the rules in which simulators of LIF neurons differ. This file lists them. `family.ts` lists their
 * roughly 110,000 combinations, `simulate.ts` simulates each of them, and `fingerprint.ts` identifies the combination
 * that a program follows.
 */

/**
 * The fields of `Conventions` except `refractory`. x = dt/τ_rc; J is the current and v the voltage, with threshold 1.
 */
export const conventionFields = {
  /**
   * - exact: e^(−x), the solution of the equation
   * - euler: 1 − x
   * - backward-euler: 1/(1 + x)
   * - heun: 1 − x + x²/2, like every second-order Runge–Kutta method
   * - runge-kutta-4: 1 − x + x²/2 − x³/6 + x⁴/24
   * - trapezoidal: (1 − x/2)/(1 + x/2)
   */
  integrator: {
    description: 'What remains of a voltage after one step.',
    choices: ['exact', 'euler', 'backward-euler', 'heun', 'runge-kutta-4', 'trapezoidal'],
  },
  /**
   * - one-minus-decay: the voltage converges to J
   * - dt-over-tau: x
   * - one: the current is added unscaled
   */
  inputScale: { description: 'The factor of the current.', choices: ['one-minus-decay', 'dt-over-tau', 'one'] },
  comparison: { description: 'Whether a voltage of exactly 1 fires.', choices: ['>', '>='] },
  /**
   * - zero: nothing
   * - subtract: the part above the threshold, v − 1
   * - none: all of it, so the neuron fires as long as it is above the threshold
   */
  reset: { description: 'What remains of the voltage after a spike.', choices: ['zero', 'subtract', 'none'] },
  /** A late reset follows the integration of the next step. */
  resetTime: {
    description: 'Whether the reset is in the step of the spike or in the next one.',
    choices: ['at-once', 'one-step-late'],
  },
  shownVoltage: {
    description: 'Which voltage is reported for the step of a spike.',
    choices: ['after-reset', 'before-reset'],
  },
  floor: { description: 'The lower bound of the voltage.', choices: ['as-asked', 'none', 'zero'] },
  initialVoltage: { description: 'The initial voltage.', choices: ['as-asked', 'zero'] },
  /** Before a delayed current arrives, the current is 0. */
  inputDelaySteps: { description: 'Steps until a current arrives.', choices: [0, 1] },
  spikeDelaySteps: { description: 'Steps until a spike is reported.', choices: [0, 1] },
  spikesPerStep: { description: 'Whether a voltage of 2.5 is one spike or two.', choices: ['one', 'many'] },
  spikeHeight: {
    description: 'The output of a neuron in the step of a spike.',
    choices: ['amplitude/dt', 'amplitude', '1/dt', '1'],
  },
} as const;

/** The fields of `Refractory`. */
export const refractoryFields = {
  steps: {
    description: 'Fixed number of refractory steps, whatever the refractory period.',
    choices: [1, 2, 3, 4, 5],
  },
  rounding: { description: 'How tau_ref/dt is rounded to whole steps.', choices: ['down', 'nearest', 'up'] },
  more: { description: 'Steps added to the rounded number.', choices: [-1, 0, 1] },
  /**
   * What happens to the voltage during the refractory steps.
   *
   * - clamped: it does not change
   * - input-masked: it decays, without input
   * - silent: it evolves as usual, but the neuron does not fire
   */
  meanwhile: { choices: ['clamped', 'input-masked', 'silent'] },
  /**
   * The time within the step of the spike at which the refractory period starts.
   *
   * - exact: when the equation crosses the threshold
   * - linear: when a straight line from the last voltage to this one crosses it
   * - end-of-step: at the end of the step
   * - scaled: like linear, and the voltage of a whole step is multiplied by the active fraction of the step
   */
  spikeTime: { choices: ['exact', 'linear', 'end-of-step', 'scaled'] },
} as const;

/** The kinds of refractory periods, with the fields that describe each. */
export const refractoryKinds = {
  /** No refractory period, whatever τ_ref is. */
  none: [],
  /** A fixed number of steps, whatever τ_ref and dt are. */
  'fixed-steps': ['steps', 'meanwhile'],
  /** A whole number of steps, computed from τ_ref/dt; at least 0. */
  'whole-steps': ['rounding', 'more', 'meanwhile'],
  /** τ_ref, counted from a time within the step of the spike; the last step is partially active. */
  'sub-step': ['spikeTime'],
} as const;

/** The refractory period of a neuron. */
export type Refractory = {
  readonly [Kind in keyof typeof refractoryKinds]: { readonly kind: Kind } & {
    readonly [Field in (typeof refractoryKinds)[Kind][number]]: (typeof refractoryFields)[Field]['choices'][number];
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
