/** Layers of spiking neurons. A layer runs all steps before the next one begins: there is no way back and no synapse. */
import { Layer, Neurons, WORD_BYTES } from './layout';
import { fire } from './neuron';

/** Runs the first layer, whose currents (`signal`) stand still. */
export function fireConstantly(layer: Layer, neurons: Neurons): void {
  const words = layer.rows * layer.columns * layer.words;
  for (let word: u32 = 0; word < words; word++) {
    if (load<u8>(layer.touched + word / layer.words) == 0) continue;
    fireWord(layer, neurons, word, layer.signal + word * WORD_BYTES, 0);
  }
}

/** Runs a layer on the listed spikes of the layer before. */
export function fireOnSpikes(layer: Layer, neurons: Neurons): void {
  const positions = layer.rows * layer.columns;
  for (let word: u32 = 0; word < layer.words; word++) {
    for (let position: u32 = 0; position < positions; position++) {
      if (load<u8>(layer.touched + position) == 0) continue;
      addSpikes(layer, neurons, position, word);
      fireWord(layer, neurons, position * layer.words + word, neurons.currents, WORD_BYTES);
    }
  }
}

/** Runs 32 neurons of a layer on their currents. */
function fireWord(layer: Layer, neurons: Neurons, word: u32, currents: usize, currentBytes: u32): void {
  const words = layer.rows * layer.columns * layer.words;
  const initialVoltage = layer.initialVoltage + word * WORD_BYTES;
  const spikes = layer.spikes + (word << 2);
  const layerBytes = words * WORD_BYTES;
  const voltages: usize = layer.recordedVoltages != 0 ? layer.recordedVoltages + word * WORD_BYTES : 0;
  fire(neurons, currents, currentBytes, initialVoltage, spikes, words << 2, voltages, layerBytes);
  if (layer.recordedCurrents != 0) {
    for (let step: u32 = 0; step < neurons.steps; step++) {
      const recorded = layer.recordedCurrents + word * WORD_BYTES + step * layerBytes;
      memory.copy(recorded, currents + step * currentBytes, WORD_BYTES);
    }
  }
}

/** Adds up the currents of 32 neurons in every step: the biases, and the weights of the inputs that spiked. */
function addSpikes(layer: Layer, neurons: Neurons, position: u32, word: u32): void {
  const inputPositions = layer.inputRows * layer.inputColumns;
  const columnBytes = layer.inputChannels * WORD_BYTES;
  const rowBytes = layer.kernelSize * columnBytes;
  const top = (position / layer.columns) * layer.stride;
  const left = (position % layer.columns) * layer.stride;
  const weights = layer.weights + word * layer.wordBytes - left * columnBytes;
  const bias = layer.bias + (position * layer.words + word) * WORD_BYTES;
  const first = neurons.starts + ((top * layer.inputColumns + left) << 2);
  const kernelBytes = layer.kernelSize << 2;
  const kernelRows = layer.kernelSize;
  const inputRowBytes = layer.inputColumns << 2;
  const steps = neurons.steps;
  let currents = neurons.currents;
  for (let step: u32 = 0; step < steps; step++) {
    let a = v128.load(bias);
    let b = v128.load(bias, 16);
    let c = v128.load(bias, 32);
    let d = v128.load(bias, 48);
    let e = v128.load(bias, 64);
    let f = v128.load(bias, 80);
    let g = v128.load(bias, 96);
    let h = v128.load(bias, 112);
    let starts = first + ((step * inputPositions) << 2);
    let kernelRow = weights;
    for (let row: u32 = 0; row < kernelRows; row++) {
      const end = load<u32>(starts + kernelBytes);
      for (let place = load<u32>(starts); place < end; place += 4) {
        const weight: usize = kernelRow + load<u32>(place);
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
