/**
 * LIF neurons without branches, four per vector, with the same bits as `stepLif` of src/simulator/neuron/lif.ts.
 *
 * The state of the neurons of a vector is three vectors:
 * - the voltage;
 * - the fraction of their first active step, as the bits in which it differs from that of a whole step; 0 after that
 *   step;
 * - the step in which they become active again.
 */
import { LANES, Layer, Neurons, WORD_BYTES, WORD_CHANNELS, WORD_STATE_BYTES } from './structs';

const STATE_BYTES: u32 = 48;

/**
 * Runs a word of neurons of a layer over all steps.
 *
 * @param word - index of the word in the layer [row, column, word]
 * @param currents - address of their currents in the first step
 * @param currentBytes - bytes from the currents of one step to those of the next
 */
export function runWord(layer: Layer, neurons: Neurons, word: u32, currents: usize, currentBytes: u32): void {
  const layerWords = layer.rows * layer.columns * (layer.channels / WORD_CHANNELS);
  const spikeBytes = layerWords << 2;
  let spikes = layer.spikes + (word << 2);

  const one = f32x4.splat(1);
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
    let bits: u32 = 0;
    let shift: u32 = 0;
    let address = currents;
    for (let state = first; state < end; state += STATE_BYTES, address += 16, shift += LANES) {
      const current = v128.load(address);
      const before = v128.load(state);
      const change = v128.load(state, 16);
      const activeFrom = v128.load(state, 32);

      // integrate, unless refractory
      const refractory = i32x4.gt_s(activeFrom, now);
      const fraction = v128.andnot(v128.xor(change, charge), refractory);
      const voltage = f32x4.add(before, f32x4.mul(f32x4.sub(current, before), fraction));

      // fire strictly above the threshold
      const fired = f32x4.gt(voltage, one);
      bits |= i32x4.bitmask(fired) << shift;

      // the refractory period ends in step M after the spike, or in the next one
      const decaySinceSpike = f32x4.div(f32x4.sub(current, voltage), f32x4.sub(current, one));
      const early = f32x4.mul(decaySinceSpike, decayEarly);
      const later = f32x4.ge(early, laterFrom);
      const rest = v128.bitselect(f32x4.mul(decaySinceSpike, decayLate), early, later);
      const activeStepFraction = f32x4.sub(one, f32x4.pmax(decay, rest));
      const newActiveFrom = i32x4.sub(activeFromEarly, later);

      // the voltage floor and the reset
      v128.store(state, v128.andnot(f32x4.pmax(minVoltage, voltage), fired));
      v128.store(
        state,
        v128.or(v128.and(change, refractory), v128.and(v128.xor(activeStepFraction, charge), fired)),
        16,
      );
      v128.store(state, v128.bitselect(newActiveFrom, activeFrom, fired), 32);
    }
    store<u32>(spikes, bits);
    currents += currentBytes;
    spikes += spikeBytes;
  }
}
