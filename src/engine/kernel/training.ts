import { log1p } from './log1p';

/*
 * The forward and backward pass of the rate network in float32, and RMSprop, in the order of operations of
 * src/training. Channels are padded to a multiple of 4 with weights and biases of 0, whose neurons send nothing. What is
 * 0 is never touched: active inputs, positions and errors are gathered into lists (pairs of i32 index, f32 value) first.
 * All addresses are in bytes.
 */

const PAIR: usize = 8;

/** Lists the values of each pixel that are not 0; `counts` [pixel], `pairs` [pixel][channel]. */
export function listPairs(values: usize, pixels: i32, channels: i32, counts: usize, pairs: usize): void {
  for (let pixel: i32 = 0; pixel < pixels; pixel++) {
    const first = pairs;
    let next = first;
    for (let channel: i32 = 0; channel < channels; channel++) {
      const value = load<f32>(values);
      store<i32>(next, channel);
      store<f32>(next, value, 4);
      next += value != 0 ? PAIR : 0;
      values += 4;
    }
    store<i32>(counts, <i32>((next - first) / PAIR));
    counts += 4;
    pairs = first + <usize>channels * PAIR;
  }
}

/** Adds weight · value over the listed inputs of a pixel to 32 sums, held in registers from the first pixel to the last. */
export function addInputs(
  counts: usize, pairs: usize, columns: i32, channels: i32,
  weight: usize, bias: usize, currents: usize,
  kernel: i32, stride: i32, outRows: i32, outColumns: i32, outChannels: i32,
): void {
  const rowBytes = <usize>outChannels * 4;
  for (let row: i32 = 0; row < outRows; row++) {
    for (let column: i32 = 0; column < outColumns; column++) {
      let tile: i32 = 0;
      for (; tile + 32 <= outChannels; tile += 32) {
        const at = <usize>tile * 4;
        let a0 = v128.load(bias + at), a1 = v128.load(bias + at, 16), a2 = v128.load(bias + at, 32), a3 = v128.load(bias + at, 48);
        let a4 = v128.load(bias + at, 64), a5 = v128.load(bias + at, 80), a6 = v128.load(bias + at, 96), a7 = v128.load(bias + at, 112);
        for (let i: i32 = 0; i < kernel; i++) {
          for (let j: i32 = 0; j < kernel; j++) {
            const pixel = (row * stride + i) * columns + column * stride + j;
            let pair = pairs + <usize>(pixel * channels) * PAIR;
            const end = pair + <usize>load<i32>(counts + (<usize>pixel << 2)) * PAIR;
            const base = weight + at + <usize>((i * kernel + j) * channels) * rowBytes;
            for (; pair < end; pair += PAIR) {
              const w = base + <usize>load<i32>(pair) * rowBytes;
              const x = v128.load32_splat(pair, 4);
              a0 = f32x4.add(a0, f32x4.mul(v128.load(w), x));
              a1 = f32x4.add(a1, f32x4.mul(v128.load(w, 16), x));
              a2 = f32x4.add(a2, f32x4.mul(v128.load(w, 32), x));
              a3 = f32x4.add(a3, f32x4.mul(v128.load(w, 48), x));
              a4 = f32x4.add(a4, f32x4.mul(v128.load(w, 64), x));
              a5 = f32x4.add(a5, f32x4.mul(v128.load(w, 80), x));
              a6 = f32x4.add(a6, f32x4.mul(v128.load(w, 96), x));
              a7 = f32x4.add(a7, f32x4.mul(v128.load(w, 112), x));
            }
          }
        }
        const to = currents + at;
        v128.store(to, a0); v128.store(to, a1, 16); v128.store(to, a2, 32); v128.store(to, a3, 48);
        v128.store(to, a4, 64); v128.store(to, a5, 80); v128.store(to, a6, 96); v128.store(to, a7, 112);
      }
      for (; tile < outChannels; tile += 4) {
        const at = <usize>tile * 4;
        let sum = v128.load(bias + at);
        for (let i: i32 = 0; i < kernel; i++) {
          for (let j: i32 = 0; j < kernel; j++) {
            const pixel = (row * stride + i) * columns + column * stride + j;
            let pair = pairs + <usize>(pixel * channels) * PAIR;
            const end = pair + <usize>load<i32>(counts + (<usize>pixel << 2)) * PAIR;
            const base = weight + at + <usize>((i * kernel + j) * channels) * rowBytes;
            for (; pair < end; pair += PAIR) {
              const w = base + <usize>load<i32>(pair) * rowBytes;
              sum = f32x4.add(sum, f32x4.mul(v128.load(w), v128.load32_splat(pair, 4)));
            }
          }
        }
        v128.store(currents + at, sum);
      }
      bias += rowBytes;
      currents += rowBytes;
    }
  }
}

/** What neurons send, amplitude · rate, and how it grows with the current; both 0 for a current of 1 or less. */
export function sendRatesAndSlopes(
  currents: usize, count: i32, amplitude: f64, tauRcSeconds: f64, tauRefSeconds: f64, outputs: usize, slopes: usize,
): void {
  const end = currents + (<usize>count << 2);
  for (; currents < end; currents += 4, outputs += 4, slopes += 4) {
    const current = load<f32>(currents);
    if (current > 1) {
      const above = <f64>current - 1;
      const rate = 1.0 / (tauRefSeconds + tauRcSeconds * log1p(1.0 / above));
      store<f32>(outputs, <f32>(amplitude * rate));
      store<f32>(slopes, <f32>(amplitude * ((rate * rate * tauRcSeconds) / (above * <f64>current))));
    } else {
      store<f32>(outputs, 0);
      store<f32>(slopes, 0);
    }
  }
}

/** Read-out of what the last neurons send; classes are padded to a multiple of 4. */
export function addOutputs(outputs: usize, count: i32, weight: usize, bias: usize, classes: i32, readout: usize): void {
  const rowBytes = <usize>classes * 4;
  for (let tile: usize = 0; tile < rowBytes; tile += 16) {
    let sum = v128.load(bias + tile);
    let w = weight + tile;
    for (let neuron: i32 = 0; neuron < count; neuron++, w += rowBytes) {
      const value = load<f32>(outputs + (<usize>neuron << 2));
      if (value != 0) sum = f32x4.add(sum, f32x4.mul(v128.load(w), f32x4.splat(value)));
    }
    v128.store(readout + tile, sum);
  }
}

/** Error of the last neurons' currents, and the read-out's own errors added to its sums. */
export function errorsFromReadout(
  outputs: usize, slopes: usize, count: i32, weight: usize, classes: i32, padded: i32, error: usize,
  weightSums: usize, biasSums: usize, currentErrors: usize,
): void {
  const rowBytes = <usize>padded * 4;
  for (let tile: usize = 0; tile < rowBytes; tile += 16) {
    v128.store(biasSums + tile, f32x4.add(v128.load(biasSums + tile), v128.load(error + tile)));
  }
  for (let neuron: i32 = 0; neuron < count; neuron++) {
    const at = <usize>neuron << 2;
    const value = load<f32>(outputs + at);
    let currentError: f32 = 0;
    if (value != 0) {
      const x = f32x4.splat(value);
      for (let tile: usize = 0; tile < rowBytes; tile += 16) {
        v128.store(weightSums + tile, f32x4.add(v128.load(weightSums + tile), f32x4.mul(x, v128.load(error + tile))));
      }
      let sum: f32 = 0;
      for (let label: usize = 0; label < <usize>classes; label++) {
        sum += load<f32>(weight + (label << 2)) * load<f32>(error + (label << 2));
      }
      currentError = load<f32>(slopes + at) * sum;
    }
    store<f32>(currentErrors + at, currentError);
    weight += rowBytes;
    weightSums += rowBytes;
  }
}

/** errors ← slopes · errors */
export function multiplyBy(slopes: usize, errors: usize, count: i32): void {
  const end = errors + (<usize>count << 2);
  for (; errors < end; errors += 16, slopes += 16) {
    v128.store(errors, f32x4.mul(v128.load(slopes), v128.load(errors)));
  }
}

/** sums ← sums + values */
export function addTo(sums: usize, values: usize, count: i32): void {
  const end = sums + (<usize>count << 2);
  for (; sums < end; sums += 16, values += 16) {
    v128.store(sums, f32x4.add(v128.load(sums), v128.load(values)));
  }
}

/** Adds error · input to the sums of a kernel: for each term, the places whose input is not 0 are listed first. */
export function addKernelErrors(
  inputs: usize, columns: i32, channels: i32,
  errors: usize, sums: usize, list: usize,
  kernel: i32, stride: i32, outRows: i32, outColumns: i32, outChannels: i32,
): void {
  const rowBytes = <usize>outChannels * 4;
  const step = <usize>(stride * channels) << 2;
  for (let i: i32 = 0; i < kernel; i++) {
    for (let j: i32 = 0; j < kernel; j++) {
      for (let channel: i32 = 0; channel < channels; channel++, sums += rowBytes) {
        let next = list;
        let place = errors;
        for (let row: i32 = 0; row < outRows; row++) {
          let source = inputs + (<usize>(((row * stride + i) * columns + j) * channels + channel) << 2);
          for (let column: i32 = 0; column < outColumns; column++, source += step, place += rowBytes) {
            const value = load<f32>(source);
            store<i32>(next, <i32>place);
            store<f32>(next, value, 4);
            next += value != 0 ? PAIR : 0;
          }
        }
        if (next == list) continue;
        let tile: i32 = 0;
        for (; tile + 32 <= outChannels; tile += 32) {
          const at = <usize>tile * 4;
          const s = sums + at;
          let a0 = v128.load(s), a1 = v128.load(s, 16), a2 = v128.load(s, 32), a3 = v128.load(s, 48);
          let a4 = v128.load(s, 64), a5 = v128.load(s, 80), a6 = v128.load(s, 96), a7 = v128.load(s, 112);
          for (let pair = list; pair < next; pair += PAIR) {
            const e = <usize>load<i32>(pair) + at;
            const x = v128.load32_splat(pair, 4);
            a0 = f32x4.add(a0, f32x4.mul(v128.load(e), x));
            a1 = f32x4.add(a1, f32x4.mul(v128.load(e, 16), x));
            a2 = f32x4.add(a2, f32x4.mul(v128.load(e, 32), x));
            a3 = f32x4.add(a3, f32x4.mul(v128.load(e, 48), x));
            a4 = f32x4.add(a4, f32x4.mul(v128.load(e, 64), x));
            a5 = f32x4.add(a5, f32x4.mul(v128.load(e, 80), x));
            a6 = f32x4.add(a6, f32x4.mul(v128.load(e, 96), x));
            a7 = f32x4.add(a7, f32x4.mul(v128.load(e, 112), x));
          }
          v128.store(s, a0); v128.store(s, a1, 16); v128.store(s, a2, 32); v128.store(s, a3, 48);
          v128.store(s, a4, 64); v128.store(s, a5, 80); v128.store(s, a6, 96); v128.store(s, a7, 112);
        }
        for (; tile < outChannels; tile += 4) {
          const at = <usize>tile * 4;
          let sum = v128.load(sums + at);
          for (let pair = list; pair < next; pair += PAIR) {
            sum = f32x4.add(sum, f32x4.mul(v128.load(<usize>load<i32>(pair) + at), v128.load32_splat(pair, 4)));
          }
          v128.store(sums + at, sum);
        }
      }
    }
  }
}

/**
 * Error of a layer's input: each pixel looks at the places that saw it, in reading order, and at their listed errors.
 *
 * @param weight - turned: [row, column, output channel, input channel], input channels padded
 */
export function errorsOfInputs(
  counts: usize, pairs: usize, outRows: i32, outColumns: i32, outChannels: i32,
  weight: usize, errors: usize,
  kernel: i32, stride: i32, rows: i32, columns: i32, channels: i32,
): void {
  const rowBytes = <usize>channels * 4;
  for (let row: i32 = 0; row < rows; row++) {
    const firstRow = row < kernel ? 0 : (row - kernel) / stride + 1;
    const lastRow = min(row / stride, outRows - 1);
    for (let column: i32 = 0; column < columns; column++) {
      const firstColumn = column < kernel ? 0 : (column - kernel) / stride + 1;
      const lastColumn = min(column / stride, outColumns - 1);
      let tile: i32 = 0;
      for (; tile + 32 <= channels; tile += 32) {
        const at = <usize>tile * 4;
        let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        for (let outRow = firstRow; outRow <= lastRow; outRow++) {
          for (let outColumn = firstColumn; outColumn <= lastColumn; outColumn++) {
            const place = outRow * outColumns + outColumn;
            const term = (row - outRow * stride) * kernel + (column - outColumn * stride);
            const base = weight + at + <usize>(term * outChannels) * rowBytes;
            let pair = pairs + <usize>(place * outChannels) * PAIR;
            const end = pair + <usize>load<i32>(counts + (<usize>place << 2)) * PAIR;
            for (; pair < end; pair += PAIR) {
              const w = base + <usize>load<i32>(pair) * rowBytes;
              const x = v128.load32_splat(pair, 4);
              a0 = f32x4.add(a0, f32x4.mul(v128.load(w), x));
              a1 = f32x4.add(a1, f32x4.mul(v128.load(w, 16), x));
              a2 = f32x4.add(a2, f32x4.mul(v128.load(w, 32), x));
              a3 = f32x4.add(a3, f32x4.mul(v128.load(w, 48), x));
              a4 = f32x4.add(a4, f32x4.mul(v128.load(w, 64), x));
              a5 = f32x4.add(a5, f32x4.mul(v128.load(w, 80), x));
              a6 = f32x4.add(a6, f32x4.mul(v128.load(w, 96), x));
              a7 = f32x4.add(a7, f32x4.mul(v128.load(w, 112), x));
            }
          }
        }
        const to = errors + at;
        v128.store(to, a0); v128.store(to, a1, 16); v128.store(to, a2, 32); v128.store(to, a3, 48);
        v128.store(to, a4, 64); v128.store(to, a5, 80); v128.store(to, a6, 96); v128.store(to, a7, 112);
      }
      for (; tile < channels; tile += 4) {
        const at = <usize>tile * 4;
        let sum = f32x4.splat(0);
        for (let outRow = firstRow; outRow <= lastRow; outRow++) {
          for (let outColumn = firstColumn; outColumn <= lastColumn; outColumn++) {
            const place = outRow * outColumns + outColumn;
            const term = (row - outRow * stride) * kernel + (column - outColumn * stride);
            const base = weight + at + <usize>(term * outChannels) * rowBytes;
            let pair = pairs + <usize>(place * outChannels) * PAIR;
            const end = pair + <usize>load<i32>(counts + (<usize>place << 2)) * PAIR;
            for (; pair < end; pair += PAIR) {
              const w = base + <usize>load<i32>(pair) * rowBytes;
              sum = f32x4.add(sum, f32x4.mul(v128.load(w), v128.load32_splat(pair, 4)));
            }
          }
        }
        v128.store(errors + at, sum);
      }
      errors += rowBytes;
    }
  }
}
