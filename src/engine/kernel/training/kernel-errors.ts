/** The errors of a kernel: for each of its weights, error · input summed over the places that saw both. */
import { NEVER, PAIR } from './pairs';

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
          let pair = list;
          while (pair < next) {
            const e = <usize>load<i32>(pair) + at;
            const x = v128.load32_splat(pair, 4);
            a0 = f32x4.add(a0, f32x4.mul(v128.load(e), x));
            a1 = f32x4.add(a1, f32x4.mul(v128.load(e, 16), x));
            a2 = f32x4.add(a2, f32x4.mul(v128.load(e, 32), x));
            a3 = f32x4.add(a3, f32x4.mul(v128.load(e, 48), x));
            if (pair == NEVER) break;
            a4 = f32x4.add(a4, f32x4.mul(v128.load(e, 64), x));
            a5 = f32x4.add(a5, f32x4.mul(v128.load(e, 80), x));
            a6 = f32x4.add(a6, f32x4.mul(v128.load(e, 96), x));
            a7 = f32x4.add(a7, f32x4.mul(v128.load(e, 112), x));
            pair += PAIR;
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
 * The same with sums turned, [term][output channel][input channel]: for each output channel the places whose error is
 * not 0 are listed once, and what a term saw there is added row by row. Fewer neurons pass an error on than send
 * something, so this is faster for all layers but the first. Inputs of 0 add 0, which changes no bit.
 */
export function addTurnedKernelErrors(
  inputs: usize, columns: i32, channels: i32,
  errors: usize, sums: usize, list: usize,
  kernel: i32, stride: i32, outRows: i32, outColumns: i32, outChannels: i32,
): void {
  const pixelBytes = <usize>channels << 2;
  const step = pixelBytes * <usize>stride;
  const termBytes = pixelBytes * <usize>outChannels;
  for (let out: i32 = 0; out < outChannels; out++, sums += pixelBytes) {
    let next = list;
    let place = errors + (<usize>out << 2);
    for (let row: i32 = 0; row < outRows; row++) {
      let source = inputs + <usize>(row * stride * columns) * pixelBytes;
      for (let column: i32 = 0; column < outColumns; column++, source += step, place += <usize>outChannels << 2) {
        const error = load<f32>(place);
        store<i32>(next, <i32>source);
        store<f32>(next, error, 4);
        next += error != 0 ? PAIR : 0;
      }
    }
    if (next == list) continue;
    let to = sums;
    for (let i: i32 = 0; i < kernel; i++) {
      for (let j: i32 = 0; j < kernel; j++, to += termBytes) {
        const term = <usize>(i * columns + j) * pixelBytes;
        let tile: usize = 0;
        for (; tile + 128 <= pixelBytes; tile += 128) {
          const s = to + tile;
          let a0 = v128.load(s), a1 = v128.load(s, 16), a2 = v128.load(s, 32), a3 = v128.load(s, 48);
          let a4 = v128.load(s, 64), a5 = v128.load(s, 80), a6 = v128.load(s, 96), a7 = v128.load(s, 112);
          let pair = list;
          while (pair < next) {
            const r = <usize>load<i32>(pair) + term + tile;
            const x = v128.load32_splat(pair, 4);
            a0 = f32x4.add(a0, f32x4.mul(v128.load(r), x));
            a1 = f32x4.add(a1, f32x4.mul(v128.load(r, 16), x));
            a2 = f32x4.add(a2, f32x4.mul(v128.load(r, 32), x));
            a3 = f32x4.add(a3, f32x4.mul(v128.load(r, 48), x));
            if (pair == NEVER) break;
            a4 = f32x4.add(a4, f32x4.mul(v128.load(r, 64), x));
            a5 = f32x4.add(a5, f32x4.mul(v128.load(r, 80), x));
            a6 = f32x4.add(a6, f32x4.mul(v128.load(r, 96), x));
            a7 = f32x4.add(a7, f32x4.mul(v128.load(r, 112), x));
            pair += PAIR;
          }
          v128.store(s, a0); v128.store(s, a1, 16); v128.store(s, a2, 32); v128.store(s, a3, 48);
          v128.store(s, a4, 64); v128.store(s, a5, 80); v128.store(s, a6, 96); v128.store(s, a7, 112);
        }
        for (; tile < pixelBytes; tile += 16) {
          let sum = v128.load(to + tile);
          for (let pair = list; pair < next; pair += PAIR) {
            const seen = v128.load(<usize>load<i32>(pair) + term + tile);
            sum = f32x4.add(sum, f32x4.mul(seen, v128.load32_splat(pair, 4)));
          }
          v128.store(to + tile, sum);
        }
      }
    }
  }
}
