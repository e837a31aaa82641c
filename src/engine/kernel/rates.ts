/** Layers whose inputs have values: the first layer of every network, and all layers of the rate network. */
import { listValues } from './lists';
import { log1pOfTwo } from './log1p';
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
 * Neurons with J > 1 are listed first, then computed two at a time. If one is left over, it is computed twice.
 */
export function computeRates(layer: Layer, amplitude: f64, tauRcSeconds: f64, tauRefSeconds: f64): void {
  const currents = layer.currents;
  const outputs = layer.outputs;
  const slopes = layer.slopes;
  const list = layer.list;
  const end = listActive(layer);
  if (end === list) return;
  store<u32>(end, load<u32>(end - 4));
  const one = f64x2.splat(1);
  const amplitudes = f64x2.splat(amplitude);
  const tauRc = f64x2.splat(tauRcSeconds);
  const tauRef = f64x2.splat(tauRefSeconds);
  for (let two = list; two < end; two += 8) {
    const first = load<u32>(two);
    const second = load<u32>(two, 4);
    const current = f64x2.promote_low_f32x4(v128.load32_lane(currents + second, v128.load32_zero(currents + first), 1));
    const above = f64x2.sub(current, one);
    const rate = f64x2.div(one, f64x2.add(tauRef, f64x2.mul(tauRc, log1pOfTwo(f64x2.div(one, above)))));
    const output = f32x4.demote_f64x2_zero(f64x2.mul(amplitudes, rate));
    v128.store32_lane(outputs + first, output, 0);
    v128.store32_lane(outputs + second, output, 1);
    const squared = f64x2.mul(f64x2.mul(rate, rate), tauRc);
    const slope = f32x4.demote_f64x2_zero(f64x2.mul(amplitudes, f64x2.div(squared, f64x2.mul(above, current))));
    v128.store32_lane(slopes + first, slope, 0);
    v128.store32_lane(slopes + second, slope, 1);
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
