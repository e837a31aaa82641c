/**
 * LIF neurons without branches, four per vector, with the same bits as the readable code: `stepLif` of
 * src/simulator/neuron/lif.ts, and the rules of src/models.
 *
 * The state of the neurons of a vector is three vectors:
 * - the voltage;
 * - if the refractory period ends within a step: the fraction of their first active step, as the bits in which it differs
 *   from that of a whole step; 0 after that step. If the reset is late: all bits of neurons that fired in the last step;
 * - the step in which they become active again.
 */
import {
  LANES,
  Layer,
  Neurons,
  SUB_STEP,
  SUB_STEP_SUBTRACT,
  SUBTRACT,
  SUBTRACT_LATE,
  WORD_BYTES,
  WORD_CHANNELS,
  WORD_STATE_BYTES,
  ZERO,
  ZERO_LATE,
} from './structs';

const STATE_BYTES: u32 = 48;

/**
 * Runs a word of neurons of a layer over all steps.
 *
 * @param word - index of the word in the layer [row, column, word]
 * @param currents - address of their currents in the first step
 * @param currentBytes - bytes from the currents of one step to those of the next
 */
export function runWord(layer: Layer, neurons: Neurons, word: u32, currents: usize, currentBytes: u32): void {
  const rule = neurons.rule;
  if (rule === SUB_STEP) runSteps(layer, neurons, word, currents, currentBytes, true, false, false);
  else if (rule === SUB_STEP_SUBTRACT) runSteps(layer, neurons, word, currents, currentBytes, true, true, false);
  else if (rule === ZERO) runSteps(layer, neurons, word, currents, currentBytes, false, false, false);
  else if (rule === SUBTRACT) runSteps(layer, neurons, word, currents, currentBytes, false, true, false);
  else if (rule === ZERO_LATE) runSteps(layer, neurons, word, currents, currentBytes, false, false, true);
  else if (rule === SUBTRACT_LATE) runSteps(layer, neurons, word, currents, currentBytes, false, true, true);
}

/** The steps of a rule. The compiler makes a loop without branches for each rule, because the last three are constants. */
// @inline
function runSteps(
  layer: Layer,
  neurons: Neurons,
  word: u32,
  currents: usize,
  currentBytes: u32,
  isSubStep: bool,
  subtracts: bool,
  isLate: bool,
): void {
  const layerWords = layer.rows * layer.columns * (layer.channels / WORD_CHANNELS);
  const spikeBytes = layerWords << 2;
  let spikes = layer.spikes + (word << 2);

  const one = f32x4.splat(1);
  const threshold = f32x4.splat(neurons.threshold);
  const keep = f32x4.splat(neurons.keep);
  const take = f32x4.splat(neurons.take);
  const charge = f32x4.splat(neurons.charge);
  const decay = f32x4.splat(neurons.decay);
  const decayEarly = f32x4.splat(neurons.decayToStepM);
  const decayLate = f32x4.splat(neurons.decayToStepAfterM);
  const laterFrom = f32x4.splat(neurons.laterFrom);
  const minVoltage = f32x4.splat(layer.minVoltage);
  const steps = neurons.steps;
  const refractoryPeriodSteps = neurons.refractoryPeriodSteps;
  const first = neurons.states;
  const end = first + WORD_STATE_BYTES;

  // all neurons start active
  let initialVoltage = layer.initialVoltages + word * WORD_BYTES;
  for (let state = first; state < end; state += STATE_BYTES, initialVoltage += 16) {
    v128.store(state, v128.load(initialVoltage));
    v128.store(state, i32x4.splat(0), 16);
    v128.store(state, i32x4.splat(0), 32);
  }

  for (let step: u32 = 0; step < steps; step++) {
    const now = i32x4.splat(step);
    const activeFromEarly = i32x4.splat(step + refractoryPeriodSteps);
    const activeFromLate = i32x4.splat(step + refractoryPeriodSteps + 1);
    let bits: u32 = 0;
    let shift: u32 = 0;
    let address = currents;
    for (let state = first; state < end; state += STATE_BYTES, address += 16, shift += LANES) {
      const current = v128.load(address);
      const before = v128.load(state);
      const activeFrom = v128.load(state, 32);
      const refractory = i32x4.gt_s(activeFrom, now);

      // integrate, unless refractory
      let voltage: v128;
      if (isSubStep) {
        const fraction = v128.andnot(v128.xor(v128.load(state, 16), charge), refractory);
        voltage = f32x4.add(before, f32x4.mul(f32x4.sub(current, before), fraction));
      } else {
        const integrated = f32x4.add(f32x4.mul(keep, before), f32x4.mul(take, current));
        voltage = v128.bitselect(before, integrated, refractory);
      }

      // the reset of a spike in the last step
      if (isLate) {
        const isDue = v128.load(state, 16);
        if (!subtracts) voltage = v128.andnot(voltage, isDue);
        else voltage = f32x4.sub(voltage, v128.and(one, isDue));
      }

      // fire above the threshold
      let fired = f32x4.gt(voltage, threshold);
      if (!isSubStep || subtracts) fired = v128.andnot(fired, refractory);
      bits |= i32x4.bitmask(fired) << shift;

      // the refractory period
      if (isSubStep) {
        // it ends in step M after the spike, or in the next one
        let decaySinceSpike = f32x4.div(f32x4.sub(current, voltage), f32x4.sub(current, one));
        if (subtracts) {
          const crosses = v128.and(f32x4.le(before, one), f32x4.lt(voltage, current));
          decaySinceSpike = v128.bitselect(decaySinceSpike, one, crosses);
        }
        const early = f32x4.mul(decaySinceSpike, decayEarly);
        const later = f32x4.ge(early, laterFrom);
        const rest = v128.bitselect(f32x4.mul(decaySinceSpike, decayLate), early, later);
        const activeStepFraction = f32x4.sub(one, f32x4.pmax(decay, rest));
        const change = v128.and(v128.load(state, 16), refractory);
        v128.store(state, v128.bitselect(v128.xor(activeStepFraction, charge), change, fired), 16);
        v128.store(state, v128.bitselect(i32x4.sub(activeFromEarly, later), activeFrom, fired), 32);
      } else {
        v128.store(state, v128.bitselect(activeFromLate, activeFrom, fired), 32);
        if (isLate) v128.store(state, fired, 16);
      }

      // the voltage floor and the reset
      const floored = f32x4.pmax(minVoltage, voltage);
      if (isLate) v128.store(state, v128.bitselect(voltage, floored, fired));
      else if (!subtracts) v128.store(state, v128.andnot(floored, fired));
      else v128.store(state, v128.bitselect(f32x4.sub(voltage, one), floored, fired));
    }
    store<u32>(spikes, bits);
    currents += currentBytes;
    spikes += spikeBytes;
  }
}
