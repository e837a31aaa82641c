import { exp } from '../../base/elementary.ts';
import type { Precision } from '../../base/precision.ts';
import { type LifConstants, lifConstants, spikeHeight } from '../../simulator/neuron/lif.ts';
import type { NeuronInput } from '../implementation.ts';
import type { Conventions } from './conventions.ts';

/**
 * The orders of operations of a step in which the current is scaled by 1 − decay. They differ only by rounding.
 *
 * - difference: v + (J − v)·(1 − decay), as in the reference
 * - towards: J − (J − v)·decay
 * - sum: v·decay + J·(1 − decay)
 * - complement: the same sum, but 1 − decay is computed from the rounded decay
 */
export const arithmetics = ['difference', 'towards', 'sum', 'complement'] as const;

/** These orders, and `rounded-input`: a sum whose input is always rounded to float32, like an event's weight. */
export type Arithmetic = (typeof arithmetics)[number] | 'rounded-input';

export type RuleParameters = Omit<NeuronInput, 'initialVoltage' | 'current' | 'state'>;

/** Conventions combined with the parameters of a neuron. Constants are computed in float64 and rounded once. */
export interface Rule {
  readonly conventions: Conventions;
  readonly arithmetic: Arithmetic;
  /** The constants of the reference simulator, with the precision. */
  readonly constants: LifConstants;
  /** What remains of a voltage after one step. */
  readonly decay: number;
  /** The factor of the current. */
  readonly scale: number;
  /** 1 − decay: the fraction of the distance to J that a step covers. */
  readonly charge: number;
  /** τ_ref/dt, not rounded. */
  readonly refractoryPeriodSteps: number;
  /** Number of refractory steps, if it is whole. */
  readonly wholeRefractorySteps: number;
  readonly floor: number;
  readonly spikeHeight: number;
}

/**
 * Combines conventions with the parameters of a neuron.
 *
 * @param constants - those of the neuron, if they are known: 100,000 conventions are tried on the same neuron
 * @throws {Refusal} if a parameter is outside its range
 */
export function ruleOf(
  conventions: Conventions,
  input: RuleParameters,
  precision: Precision,
  arithmetic: Arithmetic,
  constants: LifConstants = constantsOf(input, precision),
): Rule {
  const { integrator, inputScale, floor } = conventions;
  const inTaus = input.dtSeconds / input.tauRcSeconds;
  const charge = integrator === 'exact' ? constants.charge : precision.round(chargeOf[integrator](inTaus));
  const refractoryPeriodSteps = input.tauRefSeconds / input.dtSeconds;
  return {
    conventions,
    arithmetic,
    constants,
    decay: integrator === 'exact' ? constants.decay : precision.round(1 - chargeOf[integrator](inTaus)),
    scale: precision.round({ 'one-minus-decay': charge, 'dt-over-tau': inTaus, one: 1 }[inputScale]),
    charge,
    refractoryPeriodSteps,
    wholeRefractorySteps: wholeRefractorySteps(conventions, refractoryPeriodSteps),
    floor: { 'as-asked': constants.minVoltage, none: Number.NEGATIVE_INFINITY, zero: 0 }[floor],
    spikeHeight: heightOf(conventions.spikeHeight, input, precision),
  };
}

/** The constants of the reference simulator for the parameters of an input. */
export function constantsOf(input: RuleParameters, precision: Precision): LifConstants {
  return lifConstants(input, precision);
}

/** The fraction of the distance to the current that a step of length x·τ_rc covers: 1 − decay. */
export const chargeOf: Readonly<Record<Conventions['integrator'], (x: number) => number>> = {
  exact: (x) => 1 - exp(-x),
  euler: (x) => x,
  'backward-euler': (x) => x / (1 + x),
  heun: (x) => x * (1 - x / 2),
  'runge-kutta-4': (x) => x * (1 - (x / 2) * (1 - (x / 3) * (1 - x / 4))),
  trapezoidal: (x) => x / (1 + x / 2),
};

/** A τ_ref/dt this close to a whole number counts as whole: 0.3/0.1 is 2.9999999999999996. */
const nearlyWhole = 1e-6;

const round = {
  down: (steps: number) => Math.floor(steps + nearlyWhole),
  nearest: Math.round,
  'nearest-even': (steps: number) => (steps % 2 === 0.5 ? Math.floor(steps) : Math.round(steps)),
  up: (steps: number) => Math.ceil(steps - nearlyWhole),
};

function wholeRefractorySteps({ refractory }: Conventions, refractoryPeriodSteps: number): number {
  if (refractory.kind !== 'whole-steps') return 0;
  return Math.max(round[refractory.rounding](refractoryPeriodSteps) + refractory.more, 0);
}

/** The output of a neuron in the step of a spike. */
export function heightOf(
  height: Conventions['spikeHeight'],
  { amplitude, dtSeconds }: RuleParameters,
  precision: Precision,
): number {
  return {
    'amplitude/dt': spikeHeight(amplitude, dtSeconds, precision),
    '1/dt': spikeHeight(1, dtSeconds, precision),
    amplitude: precision.round(amplitude),
    '1': 1,
  }[height];
}
