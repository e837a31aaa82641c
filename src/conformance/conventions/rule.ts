import { exp } from '../../base/elementary.ts';
import type { Precision } from '../../base/precision.ts';
import { type LifConstants, lifConstants, spikeHeight } from '../../simulator/neuron/lif.ts';
import type { NeuronInput } from '../implementation.ts';
import type { Conventions, InputScale, Integrator, Rounding, SpikeHeight } from './conventions.ts';

/**
 * In which order a step is computed, where the current is scaled by 1 − decay. All are equal but for rounding.
 *
 * - difference: v + (J − v)·(1 − decay), that of the reference
 * - towards: J − (J − v)·decay
 * - sum: v·decay + J·(1 − decay)
 */
export const arithmetics = ['difference', 'towards', 'sum'] as const;

/** Those, and `rounded-input`: a sum to which a current comes as an event, whose weight is a float32 whatever the precision. */
export type Arithmetic = (typeof arithmetics)[number] | 'rounded-input';

/** Conventions with the parameters of a neuron: all that a step needs, computed in float64, then rounded once. */
export interface Rule {
  readonly conventions: Conventions;
  readonly arithmetic: Arithmetic;
  /** Constants of the sub-step refractory time, and the precision. */
  readonly constants: LifConstants;
  /** What is left of a voltage after a step. */
  readonly decay: number;
  /** By what a current is multiplied. */
  readonly scale: number;
  /** Share of a step awake by which `scaled` multiplies, or of the distance to the current that is covered: in a whole step. */
  readonly wholeStep: number;
  /** τ_ref/dt, not rounded. */
  readonly refractoryPeriodSteps: number;
  /** Steps that a neuron sleeps, for a refractory time in whole steps. */
  readonly deadSteps: number;
  readonly floor: number;
  readonly spikeHeight: number;
}

/**
 * Puts conventions and parameters together.
 *
 * @throws {RangeError} if a parameter is outside its range
 */
export function ruleOf(
  conventions: Conventions,
  input: NeuronInput,
  precision: Precision,
  arithmetic: Arithmetic,
): Rule {
  const { integrator, inputScale, refractory } = conventions;
  const constants = lifConstants({ ...input, minVoltage: input.minVoltage ?? Number.NEGATIVE_INFINITY }, precision);
  const inTaus = input.dtSeconds / input.tauRcSeconds;
  const charge = integrator === 'exact' ? constants.charge : precision.round(chargeOf(integrator, inTaus));
  const refractoryPeriodSteps = input.tauRefSeconds / input.dtSeconds;
  return {
    conventions,
    arithmetic,
    constants,
    decay: integrator === 'exact' ? constants.decay : precision.round(1 - chargeOf(integrator, inTaus)),
    scale: precision.round(scaleOf(inputScale, charge, inTaus)),
    wholeStep: refractory.kind === 'sub-step' && refractory.spikeTime === 'scaled' ? 1 : charge,
    refractoryPeriodSteps,
    deadSteps: deadSteps(conventions, refractoryPeriodSteps),
    floor: floorOf(conventions, constants.minVoltage),
    spikeHeight: heightOf(conventions.spikeHeight, input, precision),
  };
}

/** What a step of so many τ_rc takes from the distance to the current: 1 − decay. */
export function chargeOf(integrator: Integrator, inTaus: number): number {
  switch (integrator) {
    case 'exact':
      return 1 - exp(-inTaus);
    case 'euler':
      return inTaus;
    case 'backward-euler':
      return inTaus / (1 + inTaus);
    case 'heun':
      return inTaus * (1 - inTaus / 2);
    case 'runge-kutta-4':
      return inTaus * (1 - (inTaus / 2) * (1 - (inTaus / 3) * (1 - inTaus / 4)));
    case 'trapezoidal':
      return inTaus / (1 + inTaus / 2);
  }
}

function scaleOf(inputScale: InputScale, charge: number, inTaus: number): number {
  if (inputScale === 'one-minus-decay') return charge;
  return inputScale === 'one' ? 1 : inTaus;
}

/** So near to a whole number of steps, τ_ref/dt is meant to be one: .3/.1 is 2.9999999999999996. */
const nearlyWhole = 1e-6;

const whole: Readonly<Record<Rounding, (steps: number) => number>> = {
  down: (steps) => Math.floor(steps + nearlyWhole),
  nearest: Math.round,
  up: (steps) => Math.ceil(steps - nearlyWhole),
};

function deadSteps({ refractory }: Conventions, refractoryPeriodSteps: number): number {
  if (refractory.kind === 'fixed-steps') return refractory.steps;
  if (refractory.kind !== 'whole-steps') return 0;
  return Math.max(whole[refractory.rounding](refractoryPeriodSteps) + refractory.more, 0);
}

function floorOf({ floor }: Conventions, asked: number): number {
  if (floor === 'as-asked') return asked;
  return floor === 'none' ? Number.NEGATIVE_INFINITY : 0;
}

/** What a neuron sends in the step of a spike. */
export function heightOf(height: SpikeHeight, { amplitude, dtSeconds }: NeuronInput, precision: Precision): number {
  const asReference = spikeHeight(amplitude, dtSeconds, precision);
  if (height === 'amplitude/dt') return asReference;
  if (height === '1/dt') return spikeHeight(1, dtSeconds, precision);
  return height === 'amplitude' ? precision.round(amplitude) : 1;
}
