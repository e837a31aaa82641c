/** The dense read-out, of spikes at every step or of rates. */
import { listSpikes, listValues } from './lists';
import { addProducts } from './products';
import { DenseReadout, Neurons, NUMBER_BYTES, WORD_CHANNELS } from './structs';

/**
 * Computes the read-out of every step: biases + the weights of the neurons that spiked.
 *
 * @returns number of spikes
 */
export function readSpikes(readout: DenseReadout, neurons: Neurons): u32 {
  const steps = neurons.steps;
  const bytes = readout.paddedClasses * NUMBER_BYTES;
  const weights = readout.weights;
  const bias = readout.biases;
  let starts = readout.starts;
  // one list per step
  const count = listSpikes(readout.inputSpikes, steps, 1, readout.neurons / WORD_CHANNELS, starts, readout.list, bytes);
  let output = readout.outputs;
  for (let step: u32 = 0; step < steps; step++) {
    const first = load<usize>(starts);
    starts += 4;
    const end = load<usize>(starts);
    for (let label: u32 = 0; label < bytes; label += 16) {
      let sum = v128.load(bias + label);
      for (let spike = first; spike < end; spike += 4)
        sum = f32x4.add(sum, v128.load(weights + load<u32>(spike) + label));
      v128.store(output + label, sum);
    }
    output += bytes;
  }
  return count;
}

/** Computes the read-out of the outputs of the last layer. They stay listed, with the offsets of their weights. */
export function readRates(readout: DenseReadout): void {
  const bytes = readout.paddedClasses * NUMBER_BYTES;
  const starts = readout.starts;
  listValues(readout.inputs, 1, 1, readout.neurons, starts, readout.list, 0, bytes);
  addProducts(readout.biases, readout.outputs, bytes, starts, 4, 0, 1, readout.weights, 0);
}
