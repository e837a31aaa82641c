/** The dense read-out, of spikes at every step or of rates. */
import { Neurons } from './layout';

/**
 * Adds the weights of the spikes of every step, which are listed, to the biases.
 *
 * @param inputPositions - number of positions in the last layer
 * @param weights - [neuron][class, padded to four]
 * @param bias - [class, padded to four]
 * @param readout - receives [step][class, padded to four]
 */
export function readSpikes(
  neurons: Neurons,
  inputPositions: u32,
  weights: usize,
  bias: usize,
  classBytes: u32,
  readout: usize,
): void {
  let starts = neurons.starts;
  for (let now: u32 = 0; now < neurons.steps; now++) {
    const first = load<u32>(starts);
    starts += inputPositions << 2;
    const end = load<u32>(starts);
    for (let label: u32 = 0; label < classBytes; label += 16) {
      let sum = v128.load(bias + label);
      for (let place = first; place < end; place += 4) {
        sum = f32x4.add(sum, v128.load(weights + load<u32>(place) + label));
      }
      v128.store(readout + label, sum);
    }
    readout += classBytes;
  }
}

/** Weighs the listed values of the last layer for every class. */
export function readValues(
  neurons: Neurons,
  inputPositions: u32,
  weights: usize,
  bias: usize,
  classBytes: u32,
  readout: usize,
): void {
  const first = load<u32>(neurons.starts);
  const end = load<u32>(neurons.starts + (inputPositions << 2));
  const valueOffset = (neurons.values - neurons.places) as u32;
  for (let label: u32 = 0; label < classBytes; label += 16) {
    let sum = v128.load(bias + label);
    for (let place = first; place < end; place += 4) {
      const value = v128.load32_splat((place + valueOffset) as usize);
      sum = f32x4.add(sum, f32x4.mul(v128.load(weights + load<u32>(place) + label), value));
    }
    v128.store(readout + label, sum);
  }
}
