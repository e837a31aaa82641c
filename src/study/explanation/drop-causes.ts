/** Accuracy of a network run in three ways, 0 … 1. */
export interface Accuracies {
  /** As a rate network. */
  readonly rate: number;
  /** With spikes and a voltage floor at 0. */
  readonly floored: number;
  /** With spikes, without a floor. */
  readonly free: number;
}

/** The accuracy that spikes with a floor lose between two amplitudes, by cause. Gains are negative. */
export interface DropCauses {
  /** The sum of the three causes. */
  readonly total: number;
  /** The loss of the rate network: because of larger outputs or, if retrained, because of training. */
  readonly rates: number;
  /** The additional loss of spikes without a floor: they are few and at discrete times. */
  readonly spikes: number;
  /** The additional loss caused by the floor. */
  readonly floor: number;
}

/**
 * Divides an accuracy drop among its causes without remainder: floored = rate − (rate − free) − (free − floored).
 *
 * @example dropCauses({ rate: 1, floored: 1, free: 1 }, { rate: 0.875, floored: 0.25, free: 0.75 })
 * // { total: 0.75, rates: 0.125, spikes: 0.125, floor: 0.5 }
 */
export function dropCauses(first: Accuracies, here: Accuracies): DropCauses {
  return {
    total: first.floored - here.floored,
    rates: first.rate - here.rate,
    spikes: here.rate - here.free - (first.rate - first.free),
    floor: here.free - here.floored - (first.free - first.floored),
  };
}
