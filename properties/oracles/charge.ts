import type { PrecisionName } from '../../src/base/precision.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { fractionCoveredIn } from './closed-form.ts';

/** Bounds of a spike count. */
export interface Payment {
  readonly least: number;
  readonly most: number;
}

/** Whether a neuron is active in a step, as far as the steps of its spikes determine it. */
type Activity = 'refractory' | 'active' | 'unknown';

/**
 * Bounds of the spike count of a neuron, from its equation summed over a window. In a step it covers
 * the fraction a of its distance to the current: A if active, 0 if refractory, in between when the refractory period
 * ends. So v moves by a·(J − v), a spike takes away 1 and the overshoot, and a floor adds what is missing to it. From v0
 * at the start to v_N at the end,
 *
 *   spikes + Σ overshoot = v0 − v_N + Σ a·(J − v) + Σ added by the floor
 *
 * - Upper bound: no overshoot, and v ≥ w, the voltage if only inhibition counted, w ← max(floor, min(0, w + A·(J − w))).
 * The floor adds no less to w: it acts only on currents below it, which move w from lower down and in full. So spikes ≤
 * v0 − w_N + Σ a·(J − w) + Σ (what the floor adds to w).
 * - Lower bound: v ≤ 1, and a spike overshoots by at most A·(J − 1). So
 * spikes ≥ v0 − 1 + Σ a·(J − 1) − Σ_spikes A·(J − 1). A pulse of any height causes at most one spike, so the higher the
 * pulses, the looser this bound. It also holds with a floor, which only adds spikes.
 *
 * Up to v0, the rate of the mean current J is within the same bounds: a neuron that is active for T fires T/(τ_rc ·
 * ln(1 + 1/(J − 1))) times, (J − 1)/τ_rc < 1/(τ_rc · ln(1 + 1/(J − 1))) < J/τ_rc, and A ≈ dt/τ_rc. So without a floor,
 * the two differ by at most `most` − `least`.
 *
 * @param input - dt ≤ τ_ref
 * @param train - steps of its spikes; the current of its refractory steps does not count
 */
export function spikeBounds(
  input: NeuronInput,
  neuron: number,
  train: readonly number[],
  precision: PrecisionName,
): Payment {
  const charge = fractionCoveredIn(input.dtSeconds, input.tauRcSeconds);
  const fired = new Set(train);
  const start = input.initialVoltage[neuron] as number;
  const floor = input.minVoltage ?? Number.NEGATIVE_INFINITY;
  let lowest = Math.min(0, start);
  let [least, most, rounding] = [start - 1, start, 0];
  for (const [step, activity] of activityIn(input, train).entries()) {
    const current = input.current[step]?.[neuron] as number;
    const [from, to] = [activity === 'active' ? charge : 0, activity === 'refractory' ? 0 : charge];
    most += Math.max(from * (current - lowest), to * (current - lowest));
    least += Math.min(from * (current - 1), to * (current - 1));
    if (fired.has(step)) least -= charge * (current - 1);
    rounding += roundingsOfAStep * unitRoundoff[precision] * (Math.abs(current) + 1 - lowest);
    const inhibited = lowest + charge * (current - lowest);
    most += Math.max(0, floor - inhibited);
    lowest = Math.max(floor, Math.min(0, inhibited));
  }
  return { least: least - rounding, most: most - lowest + rounding };
}

/**
 * Roundings of a step: the stored current, the fraction, difference, product and sum, once in the implementation and
 * once in this file.
 */
const roundingsOfAStep = 10;

/** A spike in step k makes a neuron refractory for τ_ref from a time within that step. */
function activityIn({ current, dtSeconds, tauRefSeconds }: NeuronInput, train: readonly number[]): Activity[] {
  const activity = current.map((): Activity => 'active');
  const refractorySteps = tauRefSeconds / dtSeconds;
  for (const step of train) {
    for (let later = 1; later <= Math.ceil(refractorySteps); later++) {
      if (step + later >= activity.length) continue;
      activity[step + later] = later < Math.floor(refractorySteps) ? 'refractory' : 'unknown';
    }
  }
  return activity;
}
