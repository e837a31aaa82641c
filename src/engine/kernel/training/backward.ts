/** The way back: from the errors of the read-out to those of every current. */
import { PAIR } from './pairs';

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
