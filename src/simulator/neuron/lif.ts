import { exp, expm1 } from '../../base/elementary.ts';
import { float64, type Precision } from '../../base/precision.ts';
import { requireAtMost, requireFinite, requireNotNegative, requirePositive } from '../../base/requirement.ts';

/** What a leaky integrate-and-fire (LIF) neuron is made of. Dimensionless: threshold 1, reset 0. */
export interface LifParameters {
  /** Length of a step, seconds, above 0, at most 30 `tauRcSeconds`. A larger step looks at the threshold less often. */
  readonly dtSeconds: number;
  /** Time constant of the membrane, seconds, above 0. Larger charges and leaks more slowly. */
  readonly tauRcSeconds: number;
  /** Time after a spike in which the voltage stays at 0, seconds, 0 or more. Larger fires more slowly. */
  readonly tauRefSeconds: number;
  /** Floor of the voltage, 0 or less; −Infinity is no floor. Lower remembers more inhibition. */
  readonly minVoltage: number;
}

/** The parameters of the tutorial network, and Nengo's defaults: steps of 1 ms, τ_rc 20 ms, τ_ref 2 ms, floor 0. */
export const defaultLif: LifParameters = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  minVoltage: 0,
};

/** A neuron between two steps. */
export interface LifState {
  /** Membrane voltage, dimensionless, at most 1. */
  readonly voltage: number;
  /** Whole steps that it still sleeps, 0 or more. */
  readonly refractorySteps: number;
  /** Share of the distance to the current that it covers in the first step awake; `charge` of the constants, or less. */
  readonly firstStepFraction: number;
}

/** A neuron after a step. */
export interface LifStep extends LifState {
  /** Whether it fired in this step. */
  readonly fired: boolean;
}

/** All that a step needs of the parameters: computed in float64, then rounded once to the precision. */
export interface LifConstants {
  /** E = e^(−dt/τ_rc): what is left of a distance after a step. */
  readonly decay: number;
  /** A = 1 − E: the share of the distance to the current that a step covers. */
  readonly charge: number;
  /** M = ⌊τ_ref/dt⌋: whole steps in the refractory time. */
  readonly refractoryPeriodSteps: number;
  /** e^((τ_ref − M·dt)/τ_rc): the rest of the refractory time beyond M steps. */
  readonly refractoryRest: number;
  /** e^((τ_ref − (M + 1)·dt)/τ_rc): the same beyond M + 1 steps. */
  readonly refractoryRestLater: number;
  /** Floor of the voltage, rounded; −Infinity is no floor. */
  readonly minVoltage: number;
  /** To which every operation of a step is rounded. */
  readonly precision: Precision;
}

/**
 * Advances a LIF neuron by one step, the current held constant over it. Between spikes the equation is solved exactly;
 * a spike is placed between two steps, and the refractory time runs from there.
 *
 *   τ_rc · dv/dt = J − v,   fires when v > 1,   then v = 0 for τ_ref
 *
 * Uses only + − × ÷, so that it gives the same bits everywhere: with u = (J − v)/(J − 1) = e^(−s/τ_rc), s the time left
 * in the step after the spike, the first step awake covers the share 1 − u·e^((τ_ref − M·dt)/τ_rc).
 *
 * @param state - the neuron before the step; see `restingLif`
 * @param current - input current J during the step, dimensionless, finite
 * @param constants - of `lifConstants`
 * @example
 * const neuron = { voltage: 0.9, refractorySteps: 0, firstStepFraction: 0.5 };
 * const { fired, voltage, refractorySteps } = stepLif(neuron, 2, lifConstants(defaultLif));
 * [fired, voltage, refractorySteps] // [true, 0, 1]: .9 + .5 · 1.1 is above 1
 * @see Nengo nengo/neurons.py `LIF.step`, of which this is an equal form; spec/neuron/lif.spec.ts
 */
export function stepLif(state: LifState, current: number, constants: LifConstants): LifStep {
  const { round } = constants.precision;

  // integrate, unless refractory
  const share = state.refractorySteps > 0 ? 0 : state.firstStepFraction;
  const voltage = round(state.voltage + round(round(current - state.voltage) * share));

  // fire: strictly above the threshold
  if (voltage > 1) {
    return { voltage: 0, ...refractoryAfter(voltage, current, constants), fired: true };
  }

  // floor: what is below is thrown away
  return {
    voltage: Math.max(voltage, constants.minVoltage),
    refractorySteps: Math.max(state.refractorySteps - 1, 0),
    firstStepFraction: state.refractorySteps > 0 ? state.firstStepFraction : constants.charge,
    fired: false,
  };
}

/**
 * How long a neuron sleeps after a spike: whole steps, then a first step of which it is awake only the rest.
 *
 *   u = (J − v)/(J − 1),   rest = u · e^((τ_ref − M·dt)/τ_rc),   share = 1 − max(rest, E)
 */
function refractoryAfter(
  voltage: number,
  current: number,
  { precision: { round }, decay, refractoryPeriodSteps, refractoryRest, refractoryRestLater }: LifConstants,
): Pick<LifState, 'refractorySteps' | 'firstStepFraction'> {
  const timeLeft = round(round(current - voltage) / round(current - 1));
  const rest = round(timeLeft * refractoryRest);

  // the refractory time ends in step M after the spike, or one later
  const later = refractoryPeriodSteps < 1 || rest >= 1;
  const asleep = Math.max(later ? round(timeLeft * refractoryRestLater) : rest, decay);
  return {
    refractorySteps: later ? refractoryPeriodSteps : refractoryPeriodSteps - 1,
    firstStepFraction: round(1 - asleep),
  };
}

/**
 * Computes the constants of a neuron.
 *
 * @param precision - to which each constant is rounded
 * @throws {RangeError} if a parameter is outside its range
 * @example lifConstants(defaultLif).charge // 0.04877057549928599
 */
export function lifConstants(parameters: LifParameters, precision: Precision = float64): LifConstants {
  const { dtSeconds, tauRcSeconds, tauRefSeconds, minVoltage } = parameters;
  requirePositive('tauRcSeconds', tauRcSeconds);
  requirePositive('dtSeconds', dtSeconds);
  requireAtMost('dtSeconds', 30 * tauRcSeconds, dtSeconds);
  requireNotNegative('tauRefSeconds', tauRefSeconds);
  requireAtMost('minVoltage', 0, minVoltage);

  const { round } = precision;
  const refractoryPeriodSteps = Math.floor(tauRefSeconds / dtSeconds);
  const restBeyond = (steps: number) => round(exp((tauRefSeconds - steps * dtSeconds) / tauRcSeconds));
  return {
    decay: round(exp(-dtSeconds / tauRcSeconds)),
    charge: round(-expm1(-dtSeconds / tauRcSeconds)),
    refractoryPeriodSteps,
    refractoryRest: restBeyond(refractoryPeriodSteps),
    refractoryRestLater: restBeyond(refractoryPeriodSteps + 1),
    minVoltage: round(minVoltage),
    precision,
  };
}

/**
 * A neuron at the start: awake, at the given voltage, rounded to the precision.
 *
 * @throws {RangeError} if `initialVoltage` is above 1 or not finite
 * @example restingLif(0.5, lifConstants(defaultLif))
 * // { voltage: 0.5, refractorySteps: 0, firstStepFraction: 0.04877057549928599 }
 */
export function restingLif(initialVoltage: number, { charge, precision }: LifConstants): LifState {
  requireAtMost('initialVoltage', 1, initialVoltage);
  requireFinite('initialVoltage', initialVoltage);
  return { voltage: precision.round(initialVoltage), refractorySteps: 0, firstStepFraction: charge };
}

/**
 * Height of a spike: a spike lasts one step, so its area is the amplitude.
 *
 *   height = amplitude / dt
 *
 * @param amplitude - dimensionless, above 0. Larger makes higher spikes and moves none
 * @param dtSeconds - length of a step, seconds, above 0
 * @throws {RangeError} if `amplitude` or `dtSeconds` is not above 0
 * @example spikeHeight(0.01, 0.001) // 10
 * @example spikeHeight(0.01, 0.001, float32) // 9.999999046325684
 */
export function spikeHeight(amplitude: number, dtSeconds: number, { round }: Precision = float64): number {
  requirePositive('amplitude', amplitude);
  requirePositive('dtSeconds', dtSeconds);
  return round(round(amplitude) / round(dtSeconds));
}
