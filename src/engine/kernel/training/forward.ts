/** The way forward: currents, what neurons send for them, and the read-out. */
import { log1pOfTwo } from '../log1p';
import { NEVER, PAIR } from './pairs';

/**
 * Currents of the places that are touched: weight · value over the listed inputs, added to 32 sums at a time, which are
 * held in registers from the bias to the last input. What a row of the kernel sees is one list.
 */
export function addInputs(
  starts: usize, columns: i32, channels: i32,
  weight: usize, bias: usize, currents: usize, touched: usize,
  kernel: i32, stride: i32, outRows: i32, outColumns: i32, outChannels: i32,
): void {
  const rowBytes = <usize>outChannels * 4;
  const columnBytes = <usize>channels * rowBytes;
  const kernelRowBytes = <usize>kernel * columnBytes;
  const seenBytes = <usize>kernel << 2;
  for (let row: i32 = 0; row < outRows; row++) {
    for (let column: i32 = 0; column < outColumns; column++, touched++, bias += rowBytes, currents += rowBytes) {
      if (load<u8>(touched) == 0) continue;
      const left = column * stride;
      const first = starts + (<usize>(row * stride * columns + left) << 2);
      const corner = weight - <usize>left * columnBytes;
      let tile: usize = 0;
      for (; tile + 128 <= rowBytes; tile += 128) {
        const b = bias + tile;
        let a0 = v128.load(b), a1 = v128.load(b, 16), a2 = v128.load(b, 32), a3 = v128.load(b, 48);
        let a4 = v128.load(b, 64), a5 = v128.load(b, 80), a6 = v128.load(b, 96), a7 = v128.load(b, 112);
        let start = first;
        let base = corner + tile;
        for (let i: i32 = 0; i < kernel; i++, start += <usize>columns << 2, base += kernelRowBytes) {
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
        const to = currents + tile;
        v128.store(to, a0); v128.store(to, a1, 16); v128.store(to, a2, 32); v128.store(to, a3, 48);
        v128.store(to, a4, 64); v128.store(to, a5, 80); v128.store(to, a6, 96); v128.store(to, a7, 112);
      }
      for (; tile < rowBytes; tile += 16) {
        let sum = v128.load(bias + tile);
        let start = first;
        let base = corner + tile;
        for (let i: i32 = 0; i < kernel; i++, start += <usize>columns << 2, base += kernelRowBytes) {
          const end = <usize>load<i32>(start + seenBytes);
          for (let pair = <usize>load<i32>(start); pair < end; pair += PAIR) {
            sum = f32x4.add(sum, f32x4.mul(v128.load(base + <usize>load<i32>(pair)), v128.load32_splat(pair, 4)));
          }
        }
        v128.store(currents + tile, sum);
      }
    }
  }
}

/**
 * What neurons of the touched places send, amplitude · rate, and how it grows with the current; both 0 for a current of
 * 1 or less. The others are listed first (offsets in bytes), then computed two at a time; if one is left over, it is
 * computed twice.
 */
export function sendRatesAndSlopes(
  currents: usize, touched: usize, places: i32, channels: i32, amplitude: f64, tauRcSeconds: f64, tauRefSeconds: f64,
  outputs: usize, slopes: usize, list: usize,
): void {
  let next = list;
  const zero = f32x4.splat(0);
  const rowBytes = <usize>channels << 2;
  for (let place: usize = 0, first: usize = 0; place < <usize>places; place++, first += rowBytes) {
    if (load<u8>(touched + place) == 0) continue;
    const end = first + rowBytes;
    for (let at = first; at < end; at += 4) {
      store<i32>(next, <i32>at);
      next += load<f32>(currents + at) > 1 ? 4 : 0;
    }
    for (let at = first; at < end; at += 16) {
      v128.store(outputs + at, zero);
      v128.store(slopes + at, zero);
    }
  }
  if (next == list) return;
  store<i32>(next, load<i32>(next - 4));
  const one = f64x2.splat(1);
  const amplitudes = f64x2.splat(amplitude), tauRc = f64x2.splat(tauRcSeconds), tauRef = f64x2.splat(tauRefSeconds);
  for (let pair = list; pair < next; pair += 8) {
    const first = <usize>load<i32>(pair), second = <usize>load<i32>(pair, 4);
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

/** Read-out of what the last neurons send, listed with 4 bytes a neuron; classes are padded to a multiple of 4. */
export function addOutputs(starts: usize, weight: usize, bias: usize, classes: i32, readout: usize): void {
  const first = <usize>load<i32>(starts), end = <usize>load<i32>(starts, 4);
  for (let tile: usize = 0; tile < <usize>classes << 2; tile += 16) {
    let sum = v128.load(bias + tile);
    for (let pair = first; pair < end; pair += PAIR) {
      const w = weight + tile + <usize>load<i32>(pair) * <usize>classes;
      sum = f32x4.add(sum, f32x4.mul(v128.load(w), v128.load32_splat(pair, 4)));
    }
    v128.store(readout + tile, sum);
  }
}
