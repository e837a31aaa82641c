/** The inner loop of convolution, forward and backward. */
import { PAIR_BYTES, WORD_BYTES } from './structs';

/** No list is at this address. */
const NEVER: usize = 0;

/**
 * Computes `to ← from + Σ value · row` over the listed pairs (offset, value), in their order. The row of a pair is at
 * `base + offset`. Sums stay in registers, 32 at a time, then 4 at a time. The pairs are in `ranges` ranges of the
 * list; from one range to the next, `start` moves by `startStep` and `base` by `baseStep`.
 *
 * @param bytes - bytes of a row and of the sums, a multiple of 16
 * @param start - pointer to the address at which the first range starts; the address of its end is stored `rangeBytes`
 *   later
 */
// @inline
export function addProducts(
  from: usize,
  to: usize,
  bytes: usize,
  start: usize,
  rangeBytes: usize,
  startStep: usize,
  ranges: u32,
  base: usize,
  baseStep: usize,
): void {
  let tile: usize = 0;
  for (; tile + WORD_BYTES <= bytes; tile += WORD_BYTES, base += WORD_BYTES) {
    const before = from + tile;
    let a = v128.load(before);
    let b = v128.load(before, 16);
    let c = v128.load(before, 32);
    let d = v128.load(before, 48);
    let e = v128.load(before, 64);
    let f = v128.load(before, 80);
    let g = v128.load(before, 96);
    let h = v128.load(before, 112);
    let bounds = start;
    let rows = base;
    for (let range: u32 = 0; range < ranges; range++, bounds += startStep, rows += baseStep) {
      const end = load<usize>(bounds + rangeBytes);
      let pair = load<usize>(bounds);
      while (pair < end) {
        const row = rows + load<u32>(pair);
        const value = v128.load32_splat(pair, 4);
        a = f32x4.add(a, f32x4.mul(v128.load(row), value));
        b = f32x4.add(b, f32x4.mul(v128.load(row, 16), value));
        c = f32x4.add(c, f32x4.mul(v128.load(row, 32), value));
        d = f32x4.add(d, f32x4.mul(v128.load(row, 48), value));
        // Never true. It stops V8 from loading all eight vectors of the row first, for which it has too few registers.
        if (pair === NEVER) break;
        e = f32x4.add(e, f32x4.mul(v128.load(row, 64), value));
        f = f32x4.add(f, f32x4.mul(v128.load(row, 80), value));
        g = f32x4.add(g, f32x4.mul(v128.load(row, 96), value));
        h = f32x4.add(h, f32x4.mul(v128.load(row, 112), value));
        pair += PAIR_BYTES;
      }
    }
    const after = to + tile;
    v128.store(after, a);
    v128.store(after, b, 16);
    v128.store(after, c, 32);
    v128.store(after, d, 48);
    v128.store(after, e, 64);
    v128.store(after, f, 80);
    v128.store(after, g, 96);
    v128.store(after, h, 112);
  }
  for (; tile < bytes; tile += 16, base += 16) {
    let sum = v128.load(from + tile);
    let bounds = start;
    let rows = base;
    for (let range: u32 = 0; range < ranges; range++, bounds += startStep, rows += baseStep) {
      const end = load<usize>(bounds + rangeBytes);
      for (let pair = load<usize>(bounds); pair < end; pair += PAIR_BYTES) {
        sum = f32x4.add(sum, f32x4.mul(v128.load(rows + load<u32>(pair)), v128.load32_splat(pair, 4)));
      }
    }
    v128.store(to + tile, sum);
  }
}
