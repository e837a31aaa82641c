/**
 * Layers of spiking neurons. A layer runs all steps before the next layer starts, because there is no feedback.
 */
import { listSpikes } from './lists';
import { runWord } from './neuron';
import { inPadding, Layer, Neurons, NUMBER_BYTES, WORD_BYTES, WORD_CHANNELS } from './structs';

/** Runs the affected positions of the first layer, whose currents are the same in every step. */
export function fireOnCurrents(layer: Layer, neurons: Neurons): void {
  const words = layer.channels / WORD_CHANNELS;
  const positions = layer.rows * layer.columns;
  for (let position: u32 = 0, word: u32 = 0; position < positions; position++) {
    if (load<u8>(layer.affected + position) === 0) {
      word += words;
      continue;
    }
    for (const end = word + words; word < end; word++)
      runWord(layer, neurons, word, layer.currents + word * WORD_BYTES, 0);
  }
}

/**
 * Runs the affected positions of a layer on the spikes of the previous layer.
 *
 * @returns number of these spikes
 */
export function fireOnSpikes(layer: Layer, neurons: Neurons): u32 {
  const inputWords = layer.inputChannels / WORD_CHANNELS;
  const inputRows = layer.inputRows * neurons.steps;
  const count = listSpikes(
    layer.inputSpikes,
    inputRows,
    layer.inputColumns,
    inputWords,
    layer.starts,
    layer.list,
    layer.channels * NUMBER_BYTES,
  );
  const words = layer.channels / WORD_CHANNELS;
  const positions = layer.rows * layer.columns;
  const hasSynapse = neurons.hasSynapse !== 0;
  for (let word: u32 = 0; word < words; word++) {
    for (let position: u32 = 0; position < positions; position++) {
      if (load<u8>(layer.affected + position) === 0) continue;
      const biases = layer.biases + (position * words + word) * WORD_BYTES;
      addSpikes(layer, neurons, position, word, hasSynapse ? neurons.zeros : biases);
      if (hasSynapse) filterCurrents(neurons, biases);
      runWord(layer, neurons, position * words + word, neurons.currents, WORD_BYTES);
    }
  }
  return count;
}

/** Computes sums for a word of neurons in every step: their start + the weights of the inputs that spiked. */
function addSpikes(layer: Layer, neurons: Neurons, position: u32, word: u32, start: usize): void {
  const inputPositions = layer.inputRows * layer.inputColumns;
  const columnBytes = layer.inputChannels * layer.channels * NUMBER_BYTES;
  const kernelSize = layer.kernelSize;
  const rowBytes = kernelSize * columnBytes;
  const top = (position / layer.columns) * layer.stride - layer.padding;
  const left = (position % layer.columns) * layer.stride - layer.padding;
  const firstRow = inPadding(top);
  const firstColumn = inPadding(left);
  const kernelRows = min(kernelSize, layer.inputRows - top) - firstRow;
  const weights = layer.weights + word * WORD_BYTES + firstRow * rowBytes - left * columnBytes;
  const first = layer.starts + (((top + firstRow) * layer.inputColumns + left + firstColumn) << 2);
  const rangeBytes = (min(kernelSize, layer.inputColumns - left) - firstColumn) << 2;
  const inputRowBytes = layer.inputColumns << 2;
  const steps = neurons.steps;
  let currents = neurons.currents;
  for (let step: u32 = 0; step < steps; step++) {
    let a = v128.load(start);
    let b = v128.load(start, 16);
    let c = v128.load(start, 32);
    let d = v128.load(start, 48);
    let e = v128.load(start, 64);
    let f = v128.load(start, 80);
    let g = v128.load(start, 96);
    let h = v128.load(start, 112);
    let starts = first + ((step * inputPositions) << 2);
    let kernelRow = weights;
    for (let row: u32 = 0; row < kernelRows; row++) {
      const end = load<usize>(starts + rangeBytes);
      for (let spike = load<usize>(starts); spike < end; spike += 4) {
        const weight: usize = kernelRow + load<u32>(spike);
        a = f32x4.add(a, v128.load(weight));
        b = f32x4.add(b, v128.load(weight, 16));
        c = f32x4.add(c, v128.load(weight, 32));
        d = f32x4.add(d, v128.load(weight, 48));
        e = f32x4.add(e, v128.load(weight, 64));
        f = f32x4.add(f, v128.load(weight, 80));
        g = f32x4.add(g, v128.load(weight, 96));
        h = f32x4.add(h, v128.load(weight, 112));
      }
      starts += inputRowBytes;
      kernelRow += rowBytes;
    }
    v128.store(currents, a);
    v128.store(currents, b, 16);
    v128.store(currents, c, 32);
    v128.store(currents, d, 48);
    v128.store(currents, e, 64);
    v128.store(currents, f, 80);
    v128.store(currents, g, 96);
    v128.store(currents, h, 112);
    currents += WORD_BYTES;
  }
}

/** Filters the sums of a word of neurons over all steps, and adds the biases. The output of the filter lags one step. */
function filterCurrents(neurons: Neurons, biases: usize): void {
  const keep = f32x4.splat(neurons.synapseKeep);
  const take = f32x4.splat(neurons.synapseTake);
  const steps = neurons.steps;
  for (let four: u32 = 0; four < WORD_BYTES; four += 16) {
    const bias = v128.load(biases + four);
    let filtered = f32x4.splat(0);
    let address = neurons.currents + four;
    for (let step: u32 = 0; step < steps; step++, address += WORD_BYTES) {
      const input = v128.load(address);
      v128.store(address, f32x4.add(bias, filtered));
      filtered = f32x4.add(f32x4.mul(keep, filtered), f32x4.mul(take, input));
    }
  }
}
