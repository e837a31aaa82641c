import { exp, expm1 } from '../../base/elementary.ts';
import { float64, type Precision } from '../../base/precision.ts';
import { requireAtMost, requireFinite, requireNotNegative, requirePositive } from '../../base/requirement.ts';

/**
 * Advances a leaky integrate-and-fire (LIF) neuron by one step, with a constant current during the step. The voltage
 * follows the exact solution between spikes. A spike lies between two steps, and the refractory period starts there.
 *
 *   τ_rc · dv/dt = J − v,   fires when v > 1,   then v = 0 for τ_ref
 *
 * It uses only + − × ÷, so it gives the same bits on every machine; definition: N8.
 *
 * @param state - the neuron before the step; see `startingLif`
 * @param current - input current J during the step, dimensionless, finite
 * @param constants - from `lifConstants`
 * @example
 * const neuron = { voltage: 0.9, refractorySteps: 0, activeStepFraction: 0.5 };
 * const { fired, voltage, refractorySteps } = stepLif(neuron, 2, lifConstants(defaultLif));
 * [fired, voltage, refractorySteps] // [true, 0, 1]: 0.9 + 0.5 · 1.1 is above 1
 * @see Nengo nengo/neurons.py `LIF.step`, which this equals in another form; spec/neuron/lif.spec.ts
 */
export function stepLif(state: LifState, current: number, constants: LifConstants): LifStep {
  const { round } = constants.precision;

  // definition: N1
  const fraction = state.refractorySteps > 0 ? 0 : state.activeStepFraction;
  const voltage = integrate(state.voltage, current, fraction, constants.precision);

  // definition: N2, N3
  if (voltage > 1) {
    const decaySinceSpike = round(round(current - voltage) / round(current - 1));
    return { voltage: 0, ...refractoryAfter(decaySinceSpike, constants), fired: true };
  }

  return {
    // definition: N5
    voltage: Math.max(voltage, constants.minVoltage),
    refractorySteps: Math.max(state.refractorySteps - 1, 0),
    activeStepFraction: state.refractorySteps > 0 ? state.activeStepFraction : constants.charge,
    fired: false,
  };
}

/** The voltage after it has covered a fraction of the distance to the current; definition: N1. */
export function integrate(voltage: number, current: number, fraction: number, { round }: Precision): number {
  return round(voltage + round(round(current - voltage) * fraction));
}

/**
 * The refractory period after a spike: whole steps, then one partially active step; definition: N4.
 *
 *   u = (J − v)/(J − 1) = e^(−s/τ_rc),   s the time between the spike and the end of its step: J − v decays from J − 1
 *   fraction = 1 − max(u · e^((τ_ref − M·dt)/τ_rc), E), with M + 1 instead of M if the period ends in a later step
 *
 * @param decaySinceSpike - u, the decay from the spike to the end of its step
 */
export function refractoryAfter(
  decaySinceSpike: number,
  constants: LifConstants,
): Pick<LifState, 'refractorySteps' | 'activeStepFraction'> {
  const { refractorySteps, inactive } = inactiveAfter(decaySinceSpike, constants);
  return { refractorySteps, activeStepFraction: constants.precision.round(1 - Math.max(inactive, constants.decay)) };
}

/** The whole steps of the refractory period, and e^(−t/τ_rc), t the time for which the next step is active. */
export function inactiveAfter(
  decaySinceSpike: number,
  { precision: { round }, refractoryPeriodSteps, decayToStepM, decayToStepAfterM }: LifConstants,
): { readonly refractorySteps: number; readonly inactive: number } {
  const rest = round(decaySinceSpike * decayToStepM);
  // the neuron becomes active in step M after the spike, or in the step after that
  const later = refractoryPeriodSteps < 1 || rest >= 1;
  return later
    ? { refractorySteps: refractoryPeriodSteps, inactive: round(decaySinceSpike * decayToStepAfterM) }
    : { refractorySteps: refractoryPeriodSteps - 1, inactive: rest };
}

/** A neuron between two steps; definition: N12. */
export interface LifState {
  /** Membrane voltage, dimensionless, at most 1. */
  readonly voltage: number;
  /** Whole steps for which it is still refractory, 0 or more. */
  readonly refractorySteps: number;
  /**
   * Fraction of the distance to the current that it covers in its next active step; `charge` of the constants, or less.
   */
  readonly activeStepFraction: number;
}

export interface LifStep extends LifState {
  readonly fired: boolean;
}

/**
 * Parameters of a LIF neuron. Voltages are dimensionless: threshold 1, reset 0. Only ratios of times matter;
 * definition: N11.
 */
export interface LifParameters {
  /** Step length, seconds, above 0, at most 30 `tauRcSeconds`. Larger values check the threshold less often. */
  readonly dtSeconds: number;
  /** Membrane time constant, seconds, above 0. Larger values charge and leak more slowly. */
  readonly tauRcSeconds: number;
  /**
   * Refractory period: the time after a spike during which the voltage stays at 0, seconds, 0 or more. Larger values
   * fire more slowly.
   */
  readonly tauRefSeconds: number;
  /** Voltage floor, 0 or less; −Infinity means no floor. Lower values preserve more inhibition. */
  readonly minVoltage: number;
}

/** Nengo's defaults, which the tutorial network uses: steps of 1 ms, τ_rc 20 ms, τ_ref 2 ms, floor 0. */
export const defaultLif: LifParameters = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  minVoltage: 0,
};

/** Constants of a step, computed from the parameters in float64 and rounded once to the precision. */
export interface LifConstants {
  /** E = e^(−dt/τ_rc): the fraction of the distance to the current that remains after a step. */
  readonly decay: number;
  /** A = 1 − E: the fraction of the distance to the current that a step covers. */
  readonly charge: number;
  /** M = ⌊τ_ref/dt⌋: whole steps in the refractory period. */
  readonly refractoryPeriodSteps: number;
  /** e^(−(M·dt − τ_ref)/τ_rc): the decay from τ_ref to M steps after the spike, 1 or more. */
  readonly decayToStepM: number;
  /** e^(−((M + 1)·dt − τ_ref)/τ_rc): the decay from τ_ref to M + 1 steps after the spike. */
  readonly decayToStepAfterM: number;
  /** Voltage floor, rounded; −Infinity means no floor. */
  readonly minVoltage: number;
  readonly precision: Precision;
}

/**
 * Computes the constants of a neuron.
 *
 * @param precision - each constant is rounded to it
 * @throws {Refusal} if a parameter is outside its range; definition: I1
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
  const decayToStep = (steps: number) => round(exp((tauRefSeconds - steps * dtSeconds) / tauRcSeconds));
  return {
    decay: round(exp(-dtSeconds / tauRcSeconds)),
    charge: round(-expm1(-dtSeconds / tauRcSeconds)),
    refractoryPeriodSteps,
    decayToStepM: decayToStep(refractoryPeriodSteps),
    decayToStepAfterM: decayToStep(refractoryPeriodSteps + 1),
    minVoltage: round(minVoltage),
    precision,
  };
}

/**
 * A neuron before its first step: active, at the given voltage, rounded to the precision; definition: N6.
 *
 * @throws {Refusal} if `initialVoltage` is above 1 or not finite
 * @example startingLif(0.5, lifConstants(defaultLif))
 * // { voltage: 0.5, refractorySteps: 0, activeStepFraction: 0.04877057549928599 }
 */
export function startingLif(initialVoltage: number, { charge, precision }: LifConstants): LifState {
  requireAtMost('initialVoltage', 1, initialVoltage);
  requireFinite('initialVoltage', initialVoltage);
  return { voltage: precision.round(initialVoltage), refractorySteps: 0, activeStepFraction: charge };
}

/**
 * Height of a spike, which lasts one step and whose area is the amplitude; definition: N7.
 *
 *   height = amplitude/dt
 *
 * @param amplitude - dimensionless, above 0. Larger values make spikes higher but move none of them
 * @param dtSeconds - step length, seconds, above 0
 * @throws {Refusal} if `amplitude` or `dtSeconds` is not above 0, or the height overflows
 * @example spikeHeight(0.01, 0.001) // 10
 * @example spikeHeight(0.01, 0.001, float32) // 9.999999046325684
 */
export function spikeHeight(amplitude: number, dtSeconds: number, { round }: Precision = float64): number {
  requirePositive('amplitude', amplitude);
  requirePositive('dtSeconds', dtSeconds);
  const height = round(round(amplitude) / round(dtSeconds));
  requireFinite('amplitude / dtSeconds', height);
  return height;
}
