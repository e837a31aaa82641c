/** Layers whose inputs have values: the first layer of every network, and all layers of the rate network. */
import { listValues } from './lists';
import { log1p } from './log1p';
import { addProducts } from './products';
import { inPadding, Layer, NUMBER_BYTES } from './structs';

/** Computes the currents of the affected positions: biases + weights · inputs. */
export function computeCurrents(layer: Layer): void {
  const inputRows = layer.inputRows;
  const inputColumns = layer.inputColumns;
  const inputChannels = layer.inputChannels;
  const bytes = layer.channels * NUMBER_BYTES;
  const columnBytes = inputChannels * bytes;
  const starts = layer.starts;
  listValues(layer.inputs, inputRows, inputColumns, inputChannels, starts, layer.list, columnBytes, bytes);
  const kernelSize = layer.kernelSize;
  const kernelRowBytes = kernelSize * columnBytes;
  const stride = layer.stride;
  const rows = layer.rows;
  const columns = layer.columns;
  const weights = layer.weights;
  const padding = layer.padding;
  const startStep = inputColumns << 2;
  let affected = layer.affected;
  let bias = layer.biases;
  let current = layer.currents;
  for (let row: u32 = 0; row < rows; row++) {
    const top = row * stride - padding;
    const firstRow = inPadding(top);
    const kernelRows = min(kernelSize, inputRows - top) - firstRow;
    for (let column: u32 = 0; column < columns; column++, affected++, bias += bytes, current += bytes) {
      if (load<u8>(affected) === 0) continue;
      // the columns under one row of the kernel, without the padding, are one range
      const left = column * stride - padding;
      const firstColumn = inPadding(left);
      const rangeBytes = (min(kernelSize, inputColumns - left) - firstColumn) << 2;
      const start = starts + (((top + firstRow) * inputColumns + left + firstColumn) << 2);
      const base = weights + firstRow * kernelRowBytes - left * columnBytes;
      addProducts(bias, current, bytes, start, rangeBytes, startStep, kernelRows, base, kernelRowBytes);
    }
  }
}

/**
 * Computes outputs and slopes of the affected positions as src/simulator/neuron/rate.ts does, in float64, rounded once:
 *
 *   rate = 1/(τ_ref + τ_rc · ln(1 + 1/(J − 1))) for J > 1, else 0
 *   output = amplitude · rate,   slope = amplitude · rate² · τ_rc/((J − 1) · J)
 *
 * Neurons with J > 1 are listed first, because a branch on J would often be mispredicted.
 */
export function computeRates(layer: Layer, amplitude: f64, tauRcSeconds: f64, tauRefSeconds: f64): void {
  const currents = layer.currents;
  const outputs = layer.outputs;
  const slopes = layer.slopes;
  const end = listActive(layer);
  for (let active = layer.list; active < end; active += 4) {
    const neuron = load<u32>(active);
    const current = load<f32>(currents + neuron) as f64;
    const above = current - 1;
    const rate = 1 / (tauRefSeconds + tauRcSeconds * log1p(1 / above));
    store<f32>(outputs + neuron, (amplitude * rate) as f32);
    store<f32>(slopes + neuron, (amplitude * ((rate * rate * tauRcSeconds) / (above * current))) as f32);
  }
}

/**
 * Lists the neurons of the affected positions with a current above 1, as offsets in bytes, and clears outputs and
 * slopes of these positions.
 *
 * @returns end of the list
 */
function listActive(layer: Layer): usize {
  const positions = layer.rows * layer.columns;
  const bytes = layer.channels << 2;
  const currents = layer.currents;
  const outputs = layer.outputs;
  const slopes = layer.slopes;
  const affected = layer.affected;
  const zero = f32x4.splat(0);
  let next = layer.list;
  for (let position: u32 = 0, first: u32 = 0; position < positions; position++, first += bytes) {
    if (load<u8>(affected + position) === 0) continue;
    const end = first + bytes;
    for (let offset = first; offset < end; offset += 4) {
      store<u32>(next, offset);
      next += load<f32>(currents + offset) > 1 ? 4 : 0;
    }
    for (let offset = first; offset < end; offset += 16) {
      v128.store(outputs + offset, zero);
      v128.store(slopes + offset, zero);
    }
  }
  return next;
}
