import type { PrecisionName } from '../../src/base/precision.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { shareCoveredIn } from './closed-form.ts';

/** Between how many spikes the current of a window pays for. */
export interface Payment {
  readonly least: number;
  readonly most: number;
}

/** In how much of a step a neuron is awake, as far as the steps of its spikes tell: 0, 1, or unknown. */
type Awake = 'asleep' | 'awake' | 'unknown';

/**
 * Between how many spikes a neuron without floor can have fired, from its equation summed over the window. In a step in
 * which it covers the share a of its distance to the current (A awake, 0 refractory, less than A when it wakes), v moves
 * by a·(J − v), and a spike takes 1 and what v overshot; v0 is where it starts, v_N where it ends:
 *
 *   spikes + Σ overshoot = v0 − v_N + Σ a·(J − v)
 *
 * - At most: no overshoot, and v ≥ w, the voltage under the same current if only inhibition counted,
 *   w ← min(0, w + A·(J − w)). So spikes ≤ v0 − w_N + Σ a·(J − w).
 * - At least: v ≤ 1, and a spike overshoots by at most A·(J − 1). So spikes ≥ v0 − 1 + Σ a·(J − 1) − Σ_spikes A·(J − 1).
 *   One kick may be as large as it likes and still makes one spike, so this side is as wide as the kicks are high. It
 *   holds with a floor too, which only adds.
 *
 * The rate of the mean current lies between the same bounds, but for v0: a neuron that is awake for T under the mean
 * current J fires T/(τ_rc · ln(1 + 1/(J − 1))) times, and (J − 1)/τ_rc < 1/(τ_rc · ln(1 + 1/(J − 1))) < J/τ_rc, where
 * A ≈ dt/τ_rc is charged in a step. So without floor the two differ by at most `most` − `least`.
 *
 * @param input - dt ≤ τ_ref
 * @param train - steps of its spikes: what they let through of the current counts, not what it slept through
 */
export function paidSpikes(
  input: NeuronInput,
  neuron: number,
  train: readonly number[],
  precision: PrecisionName,
): Payment {
  const charge = shareCoveredIn(input.dtSeconds, input.tauRcSeconds);
  const fired = new Set(train);
  const start = input.initialVoltage[neuron] as number;
  let lowest = Math.min(0, start);
  let [least, most, rounding] = [start - 1, start, 0];
  for (const [step, awake] of awakeSteps(input, train).entries()) {
    const current = input.current[step]?.[neuron] as number;
    const [from, to] = [awake === 'awake' ? charge : 0, awake === 'asleep' ? 0 : charge];
    most += Math.max(from * (current - lowest), to * (current - lowest));
    least += Math.min(from * (current - 1), to * (current - 1));
    if (fired.has(step)) least -= charge * (current - 1);
    rounding += roundingsOfAStep * unitRoundoff[precision] * (Math.abs(current) + 1 - lowest);
    lowest = Math.min(0, lowest + charge * (current - lowest));
  }
  return { least: least - rounding, most: most - lowest + rounding };
}

/** In a step: the current as it is stored, the share, difference, product and sum, and the same here. */
const roundingsOfAStep = 10;

/** A spike in step k makes a neuron sleep from within that step for τ_ref. */
function awakeSteps({ current, dtSeconds, tauRefSeconds }: NeuronInput, train: readonly number[]): Awake[] {
  const awake = current.map((): Awake => 'awake');
  const slept = tauRefSeconds / dtSeconds;
  for (const step of train) {
    for (let later = 1; later <= Math.ceil(slept); later++) {
      if (step + later < awake.length) awake[step + later] = later < Math.floor(slept) ? 'asleep' : 'unknown';
    }
  }
  return awake;
}
