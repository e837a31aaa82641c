/**
 * A step of four neurons, equal bit for bit to `stepLif` of src/neuron/lif.ts in float32, without branches.
 *
 * The state of four neurons is three vectors: the voltage; the share that they cover in their first step awake, as the
 * bits in which it differs from the usual share (0 once that step is over); and the step in which they are awake again.
 */
import { Neurons } from './layout';

/** Puts four neurons at rest, awake, at the voltages of an address. */
// @ts-ignore: decorator
@inline
export function rest(state: usize, voltages: usize): void {
  v128.store(state, v128.load(voltages));
  v128.store(state, i32x4.splat(0), 16);
  v128.store(state, i32x4.splat(0), 32);
}

/**
 * Advances four neurons by one step.
 *
 * @param now - number of the step
 * @returns all bits set for a neuron that fired, else none
 */
// @ts-ignore: decorator
@inline
export function step(neurons: Neurons, state: usize, current: v128, now: u32): v128 {
  const one = f32x4.splat(1);
  const charge = f32x4.splat(neurons.charge);
  const before = v128.load(state);
  const difference = v128.load(state, 16);
  const awakeAt = v128.load(state, 32);

  // integrate, unless refractory
  const asleep = i32x4.gt_s(awakeAt, i32x4.splat(now));
  const share = v128.andnot(v128.xor(difference, charge), asleep);
  const voltage = f32x4.add(before, f32x4.mul(f32x4.sub(current, before), share));

  // fire: strictly above the threshold
  const fired = f32x4.gt(voltage, one);

  // the refractory time ends in step M after the spike, or one later
  const timeLeft = f32x4.div(f32x4.sub(current, voltage), f32x4.sub(current, one));
  const early = f32x4.mul(timeLeft, f32x4.splat(neurons.refractoryRest));
  const late = f32x4.mul(timeLeft, f32x4.splat(neurons.refractoryRestLater));
  const later = f32x4.ge(early, f32x4.splat(neurons.laterFrom));
  const wakeShare = f32x4.sub(one, f32x4.pmax(f32x4.splat(neurons.decay), v128.bitselect(late, early, later)));
  const wakeAt = i32x4.sub(i32x4.splat(now + neurons.refractorySteps), later);

  // floor: what is below is thrown away
  v128.store(state, v128.andnot(f32x4.pmax(f32x4.splat(neurons.floor), voltage), fired));
  v128.store(state, v128.or(v128.and(difference, asleep), v128.and(v128.xor(wakeShare, charge), fired)), 16);
  v128.store(state, i32x4.max_s(awakeAt, v128.and(wakeAt, fired)), 32);
  return fired;
}

/** One bit for each of 16 neurons, of what four steps returned. */
// @ts-ignore: decorator
@inline
export function bitsOf(first: v128, second: v128, third: v128, fourth: v128): u32 {
  const low = i16x8.narrow_i32x4_s(first, second);
  const high = i16x8.narrow_i32x4_s(third, fourth);
  return i8x16.bitmask(i8x16.narrow_i16x8_s(low, high)) as u32;
}
