/**
 * How a simulator steps a LIF neuron: one choice a field. Simulators that all call their neuron LIF differ in these, and a
 * network loses accuracy when it moves from one to another. x = dt/τ_rc; J is the current, v the voltage, threshold 1.
 */
export interface Conventions {
  /** What is left of a voltage after a step. */
  readonly integrator: Integrator;
  /** By what the current is multiplied before it is added. */
  readonly inputScale: InputScale;
  /** Whether a voltage of exactly 1 fires (`>=`) or does not (`>`). */
  readonly comparison: Comparison;
  /** What a spike leaves of the voltage. */
  readonly reset: Reset;
  /** Whether the voltage is reset in the step of the spike, or in the next one, after it has integrated. */
  readonly resetTime: ResetTime;
  /** Whether the voltage that is shown for the step of a spike is the one before or after its reset. */
  readonly shownVoltage: ShownVoltage;
  /** How long a neuron sleeps after a spike. */
  readonly refractory: Refractory;
  /** Below what the voltage is cut: the floor that is asked for, nothing, or 0 whatever is asked for. */
  readonly floor: Floor;
  /** Where the voltage starts: as asked for, or at 0 whatever is asked for. */
  readonly initialVoltage: InitialVoltage;
  /** Steps until a current arrives; none arrives before. */
  readonly inputDelaySteps: 0 | 1;
  /** Steps until a spike is seen. */
  readonly spikeDelaySteps: 0 | 1;
  /** Whether a voltage of 2.5 is one spike or two. */
  readonly spikesPerStep: SpikesPerStep;
  /** What a neuron sends in the step of a spike. */
  readonly spikeHeight: SpikeHeight;
}

/** How a neuron sleeps after a spike. */
export type Refractory = NoRefractory | FixedSteps | WholeSteps | SubStep;

/** It does not: the refractory time is not looked at. */
export interface NoRefractory {
  readonly kind: 'none';
}

/** It sleeps for the same number of steps, whatever τ_ref and dt. */
export interface FixedSteps {
  readonly kind: 'fixed-steps';
  readonly steps: 1 | 2 | 3 | 4 | 5;
  /** What it does meanwhile. */
  readonly meanwhile: Meanwhile;
}

/** It sleeps for a whole number of steps that follows from τ_ref/dt. */
export interface WholeSteps {
  readonly kind: 'whole-steps';
  /** How τ_ref/dt is made whole. */
  readonly rounding: Rounding;
  /** Steps more than that; a number below 0 is 0. */
  readonly more: -1 | 0 | 1;
  /** What it does meanwhile. */
  readonly meanwhile: Meanwhile;
}

/** It sleeps for τ_ref, counted from a time within the step of the spike, and is awake for the rest of the step in which it wakes. */
export interface SubStep {
  readonly kind: 'sub-step';
  readonly spikeTime: SpikeTime;
}

/**
 * - exact: e^(−x), the solution of the equation
 * - euler: 1 − x
 * - backward-euler: 1/(1 + x)
 * - heun: 1 − x + x²/2, as every Runge–Kutta method of second order
 * - runge-kutta-4: 1 − x + x²/2 − x³/6 + x⁴/24
 * - trapezoidal: (1 − x/2)/(1 + x/2)
 */
export const integrators = ['exact', 'euler', 'backward-euler', 'heun', 'runge-kutta-4', 'trapezoidal'] as const;
/** What is left of a voltage after a step. */
export type Integrator = (typeof integrators)[number];

/**
 * - one-minus-decay: so that a voltage comes to rest at J
 * - dt-over-tau: x
 * - one: a decay factor is applied and the current added as it is
 */
export const inputScales = ['one-minus-decay', 'dt-over-tau', 'one'] as const;
/** By what the current is multiplied before it is added. */
export type InputScale = (typeof inputScales)[number];

/** Whether a voltage of exactly 1 fires: no, yes. */
export const comparisons = ['>', '>='] as const;
/** Whether a voltage of exactly 1 fires. */
export type Comparison = (typeof comparisons)[number];

/**
 * - zero: nothing
 * - subtract: what exceeds the threshold, v − 1
 * - none: all of it, so that the neuron fires for as long as it is above the threshold
 */
export const resets = ['zero', 'subtract', 'none'] as const;
/** What a spike leaves of the voltage. */
export type Reset = (typeof resets)[number];

/** When it does so: in the step of the spike, or at the end of the next one. */
export const resetTimes = ['at-once', 'one-step-late'] as const;
/** When a spike takes the voltage. */
export type ResetTime = (typeof resetTimes)[number];

/** Which voltage is shown for the step of a spike. */
export const shownVoltages = ['after-reset', 'before-reset'] as const;
/** Which voltage is shown for the step of a spike. */
export type ShownVoltage = (typeof shownVoltages)[number];

/** How the refractory time over dt is made whole. */
export const roundings = ['down', 'nearest', 'up'] as const;
/** How the refractory time over dt is made whole. */
export type Rounding = (typeof roundings)[number];

/**
 * - clamped: its voltage stands still
 * - input-masked: its voltage decays, no current arrives
 * - silent: its voltage goes on as always, it only does not fire
 */
export const meanwhiles = ['clamped', 'input-masked', 'silent'] as const;
/** What goes on while a neuron sleeps. */
export type Meanwhile = (typeof meanwhiles)[number];

/**
 * - exact: where the equation crosses the threshold
 * - linear: where a straight line from the last voltage to this one crosses it
 * - end-of-step: at the end of the step
 * - scaled: as linear, and the voltage of a whole step is multiplied by the share of the step that it is awake
 */
export const spikeTimes = ['exact', 'linear', 'end-of-step', 'scaled'] as const;
/** From when in the step of the spike the refractory time is counted. */
export type SpikeTime = (typeof spikeTimes)[number];

/** Below what the voltage is cut: the floor of the request, nothing, 0 whatever is asked for. */
export const floors = ['as-asked', 'none', 'zero'] as const;
/** Below what the voltage is cut. */
export type Floor = (typeof floors)[number];

/** Where the voltage starts: as asked for, or at 0 whatever is asked for. */
export const initialVoltages = ['as-asked', 'zero'] as const;
/** Where the voltage starts. */
export type InitialVoltage = (typeof initialVoltages)[number];

/** Whether a voltage of 2.5 is one spike or two. */
export const spikesPerSteps = ['one', 'many'] as const;
/** Whether a voltage of 2.5 is one spike or two. */
export type SpikesPerStep = (typeof spikesPerSteps)[number];

/** What a neuron sends in the step of a spike. */
export const spikeHeights = ['amplitude/dt', 'amplitude', '1/dt', '1'] as const;
/** What a neuron sends in the step of a spike. */
export type SpikeHeight = (typeof spikeHeights)[number];

/**
 * Those of Nengo, NengoDL and the reference: exact, `>`, reset to zero at once, sub-step refractory, spike height
 * amplitude/dt.
 */
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
