/**
 * LIF neurons, four a vector, equal bit for bit to `stepLif` of src/simulator/neuron/lif.ts in float32, without branches.
 *
 * The state of four neurons is three vectors: the voltage; the share that they cover in their first step awake, as the
 * bits in which it differs from the usual share (none once that step is over); and the step in which they are awake again.
 */
import { Neurons, STATE_BYTES, WORD_BYTES } from './layout';

/**
 * Runs 32 neurons over all steps.
 *
 * @param currents - address of their currents in the first step; `currentBytes` from step to step
 * @param initialVoltage - address of their voltages at the start
 * @param spikes - address of 32 bits that receive who fired in the first step; `spikeBytes` from step to step
 * @param voltages - address that receives the voltages after the first step, `voltageBytes` from step to step, or 0
 */
export function fire(
  neurons: Neurons,
  currents: usize,
  currentBytes: u32,
  initialVoltage: usize,
  spikes: usize,
  spikeBytes: u32,
  voltages: usize,
  voltageBytes: u32,
): void {
  const one = f32x4.splat(1);
  const charge = f32x4.splat(neurons.charge);
  const decay = f32x4.splat(neurons.decay);
  const restEarly = f32x4.splat(neurons.refractoryRest);
  const restLate = f32x4.splat(neurons.refractoryRestLater);
  const laterFrom = f32x4.splat(neurons.laterFrom);
  const floor = f32x4.splat(neurons.floor);
  const steps = neurons.steps;
  const refractoryPeriodSteps = neurons.refractoryPeriodSteps;
  const first = neurons.state;
  const end = first + 8 * STATE_BYTES;

  // all awake
  for (let state = first, voltage = initialVoltage; state < end; state += STATE_BYTES, voltage += 16) {
    v128.store(state, v128.load(voltage));
    v128.store(state, i32x4.splat(0), 16);
    v128.store(state, i32x4.splat(0), 32);
  }

  for (let step: u32 = 0; step < steps; step++) {
    const now = i32x4.splat(step);
    const wakeEarly = i32x4.splat(step + refractoryPeriodSteps);
    let bits: u32 = 0;
    let shift: u32 = 0;
    let at = currents;
    for (let state = first; state < end; state += STATE_BYTES, at += 16, shift += 4) {
      const current = v128.load(at);
      const before = v128.load(state);
      const change = v128.load(state, 16);
      const awakeFrom = v128.load(state, 32);

      // integrate, unless refractory
      const asleep = i32x4.gt_s(awakeFrom, now);
      const share = v128.andnot(v128.xor(change, charge), asleep);
      const voltage = f32x4.add(before, f32x4.mul(f32x4.sub(current, before), share));

      // fire: strictly above the threshold
      const fired = f32x4.gt(voltage, one);
      bits |= i32x4.bitmask(fired) << shift;

      // the refractory time ends in step M after the spike, or one later
      const timeLeft = f32x4.div(f32x4.sub(current, voltage), f32x4.sub(current, one));
      const early = f32x4.mul(timeLeft, restEarly);
      const later = f32x4.ge(early, laterFrom);
      const rest = v128.bitselect(f32x4.mul(timeLeft, restLate), early, later);
      const firstStepFraction = f32x4.sub(one, f32x4.pmax(decay, rest));
      const wakeFrom = i32x4.sub(wakeEarly, later);

      // floor: what is below is thrown away
      v128.store(state, v128.andnot(f32x4.pmax(floor, voltage), fired));
      v128.store(state, v128.or(v128.and(change, asleep), v128.and(v128.xor(firstStepFraction, charge), fired)), 16);
      v128.store(state, i32x4.max_s(awakeFrom, v128.and(wakeFrom, fired)), 32);
    }
    store<u32>(spikes, bits);
    if (voltages != 0) {
      for (let four: u32 = 0; four < 8; four++) v128.store(voltages + (four << 4), v128.load(first + four * STATE_BYTES));
      voltages += voltageBytes;
    }
    currents += currentBytes;
    spikes += spikeBytes;
  }
}
