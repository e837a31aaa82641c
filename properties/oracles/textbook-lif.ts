import { expm1, log1p } from '../../src/base/elementary.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';

/** A neuron of the textbook form between two steps. */
export interface TextbookState {
  readonly voltage: number;
  /** Refractory period that remains at the start of the step, in seconds; may be negative. */
  readonly refractorySeconds: number;
}

/** A step of the textbook form with its intermediate results. */
export interface TextbookStep extends TextbookState {
  readonly fired: boolean;
  /** Voltage before reset and floor, which is compared with the threshold. */
  readonly reached: number;
  /** Fraction of the distance to the current that was covered. */
  readonly fraction: number;
}

/**
 * Advances a neuron by one step, as textbooks and Nengo write it. It is independent of the reference simulator, which
 * takes no logarithm and counts whole steps.
 *
 *   r ← r − dt,   δ = clip(dt − r, 0, dt),   v ← v + (J − v)(1 − e^(−δ/τ_rc))
 *   if v > 1:  t = dt + τ_rc · ln(1 − (v − 1)/(J − 1)),   r ← τ_ref + t,   v ← 0;   else v ← max(v, v_min)
 *
 * @see Nengo nengo/neurons.py `LIF.step`
 */
export function stepTextbook(
  { voltage, refractorySeconds }: TextbookState,
  current: number,
  { dtSeconds, tauRcSeconds, tauRefSeconds, minVoltage }: NeuronInput,
): TextbookStep {
  const remaining = refractorySeconds - dtSeconds;
  const activeSeconds = Math.min(Math.max(dtSeconds - remaining, 0), dtSeconds);
  const fraction = -expm1(-activeSeconds / tauRcSeconds);
  const reached = voltage + (current - voltage) * fraction;
  if (reached > 1) {
    const spikeSeconds = dtSeconds + tauRcSeconds * log1p(-(reached - 1) / (current - 1));
    return { voltage: 0, refractorySeconds: tauRefSeconds + spikeSeconds, fired: true, reached, fraction };
  }
  const floored = Math.max(reached, minVoltage ?? Number.NEGATIVE_INFINITY);
  return { voltage: floored, refractorySeconds: remaining, fired: false, reached, fraction };
}
