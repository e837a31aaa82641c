/** The backward pass: from the gradients of the read-out to those of the currents of every layer. */
import { listValues } from '../lists';
import { addProducts } from '../products';
import { DenseReadout, Layer, PAIR_BYTES } from '../structs';

/** sums ← sums + values */
function add(sums: usize, values: usize, count: u32): void {
  const end = sums + (count << 2);
  for (; sums < end; sums += 16, values += 16) v128.store(sums, f32x4.add(v128.load(sums), v128.load(values)));
}

/** products ← factors · products */
function multiply(products: usize, factors: usize, count: u32): void {
  const end = products + (count << 2);
  for (; products < end; products += 16, factors += 16) {
    v128.store(products, f32x4.mul(v128.load(factors), v128.load(products)));
  }
}

/**
 * Adds the gradients of the read-out's weights and biases, and computes those of the last layer's currents. Neurons
 * with an output are still listed by `readRates`; the gradients of all others are 0.
 */
export function backpropagateReadout(readout: DenseReadout): void {
  const classBytes = readout.classes << 2;
  const bytes = readout.paddedClasses << 2;
  const gradient = readout.gradients;
  const inputGradients = readout.inputGradients;
  const slopes = readout.inputSlopes;
  add(readout.biasGradients, gradient, readout.paddedClasses);
  memory.fill(inputGradients, 0, readout.neurons << 2);
  const end = load<usize>(readout.starts, 4);
  for (let pair = load<usize>(readout.starts); pair < end; pair += PAIR_BYTES) {
    const offset = load<u32>(pair);
    const input = v128.load32_splat(pair, 4);
    const sums = readout.weightGradients + offset;
    for (let label: usize = 0; label < bytes; label += 16) {
      v128.store(sums + label, f32x4.add(v128.load(sums + label), f32x4.mul(input, v128.load(gradient + label))));
    }
    const weights = readout.weights + offset;
    let sum: f32 = 0;
    for (let label: usize = 0; label < classBytes; label += 4) {
      sum += load<f32>(weights + label) * load<f32>(gradient + label);
    }
    const neuron = (offset / bytes) << 2;
    store<f32>(inputGradients + neuron, load<f32>(slopes + neuron) * sum);
  }
}

/** Adds the gradients of a layer's currents to those of its biases. */
export function addBiasGradients(layer: Layer): void {
  add(layer.biasGradients, layer.gradients, layer.rows * layer.columns * layer.channels);
}

/**
 * Computes the gradients of the currents of the previous layer. For each input, it adds the listed gradients of the
 * positions whose kernel covers it, in reading order. The gradients of one row of positions are one list: from one
 * column of positions to the next, the input is `stride` columns further left in the kernel.
 */
export function backpropagate(layer: Layer): void {
  const outputRows = layer.rows;
  const outputColumns = layer.columns;
  const outputChannels = layer.channels;
  const kernelSize = layer.kernelSize;
  const stride = layer.stride;
  const rows = layer.inputRows;
  const columns = layer.inputColumns;
  const starts = layer.starts;
  const weights = layer.transposedWeights;
  const bytes = layer.inputChannels << 2;
  const kernelColumnBytes = outputChannels * bytes;
  const columnBytes = -stride * kernelColumnBytes;
  listValues(layer.gradients, outputRows, outputColumns, outputChannels, starts, layer.list, columnBytes, bytes);
  const count = rows * columns * layer.inputChannels;
  const inputGradients = layer.inputGradients;
  memory.fill(inputGradients, 0, count << 2);
  const startStep = outputColumns << 2;
  const baseStep = -stride * kernelSize * kernelColumnBytes;
  let gradient = inputGradients;
  for (let row: u32 = 0; row < rows; row++) {
    const firstRow = row < kernelSize ? 0 : (row - kernelSize) / stride + 1;
    const coveringRows = min(row / stride, outputRows - 1) + 1 - firstRow;
    const kernelRow = row - firstRow * stride;
    for (let column: u32 = 0; column < columns; column++, gradient += bytes) {
      const firstColumn = column < kernelSize ? 0 : (column - kernelSize) / stride + 1;
      const coveringColumns = min(column / stride, outputColumns - 1) + 1 - firstColumn;
      const rangeBytes = coveringColumns << 2;
      const start = starts + ((firstRow * outputColumns + firstColumn) << 2);
      const base = weights + (kernelRow * kernelSize + column) * kernelColumnBytes;
      addProducts(gradient, gradient, bytes, start, rangeBytes, startStep, coveringRows, base, baseStep);
    }
  }
  multiply(inputGradients, layer.inputSlopes, count);
}
