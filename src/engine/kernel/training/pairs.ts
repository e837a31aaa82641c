/*
 * The training of the rate network in float32, in the order of operations of src/training. Channels are padded to a
 * multiple of 4 with weights and biases of 0, whose neurons send nothing. What is 0 is never touched: active inputs,
 * positions and errors are gathered into lists (pairs of i32 index, f32 value) first. All addresses are in bytes.
 */

/** Bytes of a pair in a list. */
export const PAIR: usize = 8;

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
