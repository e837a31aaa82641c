/** The way forward: currents, what neurons send for them, and the read-out. */
import { log1pOfTwo } from '../log1p';
import { PAIR } from './pairs';

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

/**
 * What neurons send, amplitude · rate, and how it grows with the current; both 0 for a current of 1 or less. The others
 * are listed first (offsets in bytes), then computed two at a time; if one is left over, it is computed twice.
 */
export function sendRatesAndSlopes(
  currents: usize, count: i32, amplitude: f64, tauRcSeconds: f64, tauRefSeconds: f64, outputs: usize, slopes: usize,
  list: usize,
): void {
  let next = list;
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < <usize>count << 2; at += 4) {
    store<i32>(next, <i32>at);
    next += load<f32>(currents + at) > 1 ? 4 : 0;
  }
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    v128.store(outputs + at, zero);
    v128.store(slopes + at, zero);
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
