import { expm1, log1p } from '../../src/base/elementary.ts';

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

/** Firing rate in hertz at a constant current: 1/(τ_ref + τ_rc · ln(1 + 1/(J − 1))), or 0 up to J = 1. */
export function firingRateHz(
  current: number,
  { tauRcSeconds, tauRefSeconds }: { readonly tauRcSeconds: number; readonly tauRefSeconds: number },
): number {
  return current > 1 ? 1 / (tauRefSeconds + secondsToOne(0, current, tauRcSeconds)) : 0;
}
