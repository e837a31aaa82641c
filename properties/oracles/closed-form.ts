import { expm1, log1p } from '../../src/base/elementary.ts';

/** Voltage after some time at a constant current, without a spike: J − (J − v)·e^(−t/τ). */
export function voltageAfter(seconds: number, voltage: number, current: number, tauRcSeconds: number): number {
  return voltage - (current - voltage) * expm1(-seconds / tauRcSeconds);
}

/**
 * The constant current that reaches the threshold in a given time: (g − v)/(g − 1) = 1 + (1 − v)/(g − 1), g = e^(t/τ).
 */
export function currentReachingOneIn(seconds: number, voltage: number, tauRcSeconds: number): number {
  return 1 + (1 - voltage) / expm1(seconds / tauRcSeconds);
}

/** Time in which a current above 1 takes a voltage to the threshold: τ · ln((J − v)/(J − 1)). */
export function secondsToOne(voltage: number, current: number, tauRcSeconds: number): number {
  return tauRcSeconds * log1p((1 - voltage) / (current - 1));
}

/** Fraction of the distance to the current that is covered in a given time: 1 − e^(−t/τ). */
export function fractionCoveredIn(seconds: number, tauRcSeconds: number): number {
  return -expm1(-seconds / tauRcSeconds);
}

/** Firing rate in hertz at a constant current: 1/(τ_ref + τ_rc · ln(1 + 1/(J − 1))), or 0 up to J = 1. */
export function firingRateHz(
  current: number,
  { tauRcSeconds, tauRefSeconds }: { readonly tauRcSeconds: number; readonly tauRefSeconds: number },
): number {
  return current > 1 ? 1 / (tauRefSeconds + secondsToOne(0, current, tauRcSeconds)) : 0;
}

/**
 * Current of a tutorial neuron before training (100 Hz at input 1, intercept 0): gain · x + 1, with
 * gain = 1/(e^((1/maxRate − τ_ref)/τ_rc) − 1), τ_rc 20 ms and τ_ref 2 ms.
 */
export function tutorialCurrent(x: number): number {
  return 2.0332447817197368 * x + 1;
}
