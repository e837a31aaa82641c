/** The way back: from the errors of the read-out to those of every current. */
import { NEVER, PAIR } from './pairs';

/**
 * Error of the last neurons' currents, and the read-out's own errors added to its sums. Those that send something are
 * listed, with 4 bytes a neuron; the others have no error.
 */
export function errorsFromReadout(
  starts: usize, slopes: usize, count: i32, weight: usize, classes: i32, padded: i32, error: usize,
  weightSums: usize, biasSums: usize, currentErrors: usize,
): void {
  const rowBytes = <usize>padded * 4;
  for (let tile: usize = 0; tile < rowBytes; tile += 16) {
    v128.store(biasSums + tile, f32x4.add(v128.load(biasSums + tile), v128.load(error + tile)));
  }
  memory.fill(currentErrors, 0, <usize>count << 2);
  const end = <usize>load<i32>(starts, 4);
  for (let pair = <usize>load<i32>(starts); pair < end; pair += PAIR) {
    const at = <usize>load<i32>(pair);
    const x = v128.load32_splat(pair, 4);
    const sums = weightSums + at * <usize>padded;
    for (let tile: usize = 0; tile < rowBytes; tile += 16) {
      v128.store(sums + tile, f32x4.add(v128.load(sums + tile), f32x4.mul(x, v128.load(error + tile))));
    }
    const w = weight + at * <usize>padded;
    let sum: f32 = 0;
    for (let label: usize = 0; label < <usize>classes; label++) {
      sum += load<f32>(w + (label << 2)) * load<f32>(error + (label << 2));
    }
    store<f32>(currentErrors + at, load<f32>(slopes + at) * sum);
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
 * Those of a row are one list: from column to column of the places, the pixel is `stride` columns further left in the
 * kernel.
 *
 * @param weight - turned: [row, column, output channel, input channel], input channels padded
 */
export function errorsOfInputs(
  starts: usize, outRows: i32, outColumns: i32, outChannels: i32,
  weight: usize, errors: usize,
  kernel: i32, stride: i32, rows: i32, columns: i32, channels: i32,
): void {
  const rowBytes = <usize>channels * 4;
  const termBytes = <usize>outChannels * rowBytes;
  for (let row: i32 = 0; row < rows; row++) {
    const firstRow = row < kernel ? 0 : (row - kernel) / stride + 1;
    const lastRow = min(row / stride, outRows - 1);
    for (let column: i32 = 0; column < columns; column++, errors += rowBytes) {
      const firstColumn = column < kernel ? 0 : (column - kernel) / stride + 1;
      const seenBytes = <usize>(min(column / stride, outColumns - 1) + 1 - firstColumn) << 2;
      let tile: usize = 0;
      for (; tile + 128 <= rowBytes; tile += 128) {
        let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        for (let outRow = firstRow; outRow <= lastRow; outRow++) {
          const start = starts + (<usize>(outRow * outColumns + firstColumn) << 2);
          const base = weight + tile + <usize>((row - outRow * stride) * kernel + column) * termBytes;
          let pair = <usize>load<i32>(start);
          const end = <usize>load<i32>(start + seenBytes);
          while (pair < end) {
            const w = base + <usize>load<i32>(pair);
            const x = v128.load32_splat(pair, 4);
            a0 = f32x4.add(a0, f32x4.mul(v128.load(w), x));
            a1 = f32x4.add(a1, f32x4.mul(v128.load(w, 16), x));
            a2 = f32x4.add(a2, f32x4.mul(v128.load(w, 32), x));
            a3 = f32x4.add(a3, f32x4.mul(v128.load(w, 48), x));
            if (pair == NEVER) break;
            a4 = f32x4.add(a4, f32x4.mul(v128.load(w, 64), x));
            a5 = f32x4.add(a5, f32x4.mul(v128.load(w, 80), x));
            a6 = f32x4.add(a6, f32x4.mul(v128.load(w, 96), x));
            a7 = f32x4.add(a7, f32x4.mul(v128.load(w, 112), x));
            pair += PAIR;
          }
        }
        const to = errors + tile;
        v128.store(to, a0); v128.store(to, a1, 16); v128.store(to, a2, 32); v128.store(to, a3, 48);
        v128.store(to, a4, 64); v128.store(to, a5, 80); v128.store(to, a6, 96); v128.store(to, a7, 112);
      }
      for (; tile < rowBytes; tile += 16) {
        let sum = f32x4.splat(0);
        for (let outRow = firstRow; outRow <= lastRow; outRow++) {
          const start = starts + (<usize>(outRow * outColumns + firstColumn) << 2);
          const base = weight + tile + <usize>((row - outRow * stride) * kernel + column) * termBytes;
          const end = <usize>load<i32>(start + seenBytes);
          for (let pair = <usize>load<i32>(start); pair < end; pair += PAIR) {
            sum = f32x4.add(sum, f32x4.mul(v128.load(base + <usize>load<i32>(pair)), v128.load32_splat(pair, 4)));
          }
        }
        v128.store(errors + tile, sum);
      }
    }
  }
}
