/*
 * The training of the rate network in float32, in the order of operations of src/simulator/training. Channels are padded to a
 * multiple of 4 with weights and biases of 0, whose neurons send nothing. What is 0 is never touched: active inputs,
 * positions and errors are gathered into lists (pairs of i32 offset, f32 value) first. All addresses are in bytes.
 */

/** Bytes of a pair in a list. */
export const PAIR: usize = 8;

/**
 * Where no list is. Loops over pairs ask for it half-way: the question is never answered with yes, but keeps the compiler
 * of the machine from loading all weights of a pair before it uses the first, for which registers do not suffice.
 */
export const NEVER: usize = 0;

/**
 * Lists the values that are not 0, each with where its weights are, in bytes from those of the first value of its row.
 * The lists of the columns of a row follow one another, so that those of several columns can be gone through as one.
 *
 * @param values - [row, column, channel]
 * @param starts - receives where the list of each [row, column] starts, and where the last one ends
 * @param columnBytes - bytes from the weights of one column to those of the next
 * @param channelBytes - bytes from the weights of one channel to those of the next
 */
export function listPairs(
  values: usize, rows: i32, columns: i32, channels: i32, starts: usize, pairs: usize, columnBytes: i32, channelBytes: i32,
): void {
  let next = pairs;
  for (let row: i32 = 0; row < rows; row++) {
    let first: i32 = 0;
    for (let column: i32 = 0; column < columns; column++, first += columnBytes) {
      store<i32>(starts, <i32>next);
      starts += 4;
      let bytes = first;
      for (let channel: i32 = 0; channel < channels; channel++, bytes += channelBytes, values += 4) {
        const value = load<f32>(values);
        store<i32>(next, bytes);
        store<f32>(next, value, 4);
        next += value != 0 ? PAIR : 0;
      }
    }
  }
  store<i32>(starts, <i32>next);
}
