/*
 * Conventions: the rules in which simulators of LIF neurons differ. This file lists them. `family.ts` combines them to
 * about 110,000 simulators, `simulate.ts` runs each of these, and `fingerprint.ts` identifies the one that a program
 * is.
 */

/**
 * The choices of every field of `Conventions` except `refractory`. x = dt/τ_rc; J is the current and v the voltage,
 * with threshold 1.
 */
export const choices = {
  /**
   * What remains of a voltage after one step.
   *
   * - exact: e^(−x), the solution of the equation
   * - euler: 1 − x
   * - backward-euler: 1/(1 + x)
   * - heun: 1 − x + x²/2, like every second-order Runge–Kutta method
   * - runge-kutta-4: 1 − x + x²/2 − x³/6 + x⁴/24
   * - trapezoidal: (1 − x/2)/(1 + x/2)
   */
  integrator: ['exact', 'euler', 'backward-euler', 'heun', 'runge-kutta-4', 'trapezoidal'],
  /**
   * The factor of the current.
   *
   * - one-minus-decay: the voltage converges to J
   * - dt-over-tau: x
   * - one: the current is added unscaled
   */
  inputScale: ['one-minus-decay', 'dt-over-tau', 'one'],
  /** Whether a voltage of exactly 1 fires (`>=`) or does not (`>`). */
  comparison: ['>', '>='],
  /**
   * What remains of the voltage after a spike.
   *
   * - zero: nothing
   * - subtract: the part above the threshold, v − 1
   * - none: all of it, so the neuron fires as long as it is above the threshold
   */
  reset: ['zero', 'subtract', 'none'],
  /** Whether the voltage is reset in the step of the spike, or in the next step after integration. */
  resetTime: ['at-once', 'one-step-late'],
  /** Whether the voltage reported for the step of a spike is the one before or after the reset. */
  shownVoltage: ['after-reset', 'before-reset'],
  /** The lower bound of the voltage: the requested floor, none, or always 0. */
  floor: ['as-asked', 'none', 'zero'],
  /** The initial voltage: the requested one, or always 0. */
  initialVoltage: ['as-asked', 'zero'],
  /** Steps until a current arrives. Before that, the current is 0. */
  inputDelaySteps: [0, 1],
  /** Steps until a spike is reported. */
  spikeDelaySteps: [0, 1],
  /** Whether a voltage of 2.5 is one spike or two. */
  spikesPerStep: ['one', 'many'],
  /** The output of a neuron in the step of a spike. */
  spikeHeight: ['amplitude/dt', 'amplitude', '1/dt', '1'],
} as const;

/** The choices of the fields of `Refractory`. */
export const refractoryChoices = {
  /** Number of refractory steps, if it is fixed. */
  steps: [1, 2, 3, 4, 5],
  /** How τ_ref/dt is rounded to whole steps. */
  rounding: ['down', 'nearest', 'up'],
  /** Steps added to the rounded number. */
  more: [-1, 0, 1],
  /**
   * What happens to the voltage during the refractory steps.
   *
   * - clamped: it does not change
   * - input-masked: it decays, without input
   * - silent: it evolves as usual, but the neuron does not fire
   */
  meanwhile: ['clamped', 'input-masked', 'silent'],
  /**
   * The time within the step of the spike at which the refractory period starts.
   *
   * - exact: when the equation crosses the threshold
   * - linear: when a straight line from the last voltage to this one crosses it
   * - end-of-step: at the end of the step
   * - scaled: like linear, and the voltage of a whole step is multiplied by the active fraction of the step
   */
  spikeTime: ['exact', 'linear', 'end-of-step', 'scaled'],
} as const;

type RefractoryChoice<Field extends keyof typeof refractoryChoices> = (typeof refractoryChoices)[Field][number];

/** The refractory period of a neuron. */
export type Refractory = NoRefractory | FixedSteps | WholeSteps | SubStep;

/** No refractory period, whatever τ_ref is. */
export interface NoRefractory {
  readonly kind: 'none';
}

/** A fixed number of steps, whatever τ_ref and dt are. */
export interface FixedSteps {
  readonly kind: 'fixed-steps';
  readonly steps: RefractoryChoice<'steps'>;
  readonly meanwhile: RefractoryChoice<'meanwhile'>;
}

/** A whole number of steps, computed from τ_ref/dt; at least 0. */
export interface WholeSteps {
  readonly kind: 'whole-steps';
  readonly rounding: RefractoryChoice<'rounding'>;
  readonly more: RefractoryChoice<'more'>;
  readonly meanwhile: RefractoryChoice<'meanwhile'>;
}

/** τ_ref, counted from a time within the step of the spike; the last step is partially active. */
export interface SubStep {
  readonly kind: 'sub-step';
  readonly spikeTime: RefractoryChoice<'spikeTime'>;
}

/**
 * How a simulator steps a LIF neuron, one choice per field. A network loses accuracy if it moves to other conventions.
 */
export type Conventions = {
  readonly [Field in keyof typeof choices]: (typeof choices)[Field][number];
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
