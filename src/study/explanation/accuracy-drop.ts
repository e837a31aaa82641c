/** Accuracy of a network run in three ways, 0 … 1. */
export interface Accuracies {
  /** As a rate network. */
  readonly rate: number;
  /** With spikes and a floor of the voltage at 0. */
  readonly floored: number;
  /** With spikes, without floor. */
  readonly free: number;
}

/** What accuracy with spikes and floor loses between two amplitudes, and to what. Below 0 it is won. */
export interface Fall {
  /** The three causes together. */
  readonly total: number;
  /** What the rate network loses: with fixed weights its larger outputs, with retrained ones its training. */
  readonly rates: number;
  /** What spikes without floor lose in addition: they are few, and come when they come. */
  readonly spikes: number;
  /** What the floor takes in addition. */
  readonly floor: number;
}

/**
 * Divides a fall among its causes, with no rest: floored = rate − (rate − free) − (free − floored) at either end.
 *
 * @example fallBetween({ rate: 1, floored: 1, free: 1 }, { rate: 0.875, floored: 0.25, free: 0.75 })
 * // { total: 0.75, rates: 0.125, spikes: 0.125, floor: 0.5 }
 */
export function fallBetween(first: Accuracies, here: Accuracies): Fall {
  return {
    total: first.floored - here.floored,
    rates: first.rate - here.rate,
    spikes: here.rate - here.free - (first.rate - first.free),
    floor: here.free - here.floored - (first.free - first.floored),
  };
}
