/** Lists of the nonzero inputs, in the order row, column, channel. Zeros are skipped from then on. */
import { NUMBER_BYTES, PAIR_BYTES, WORD_CHANNELS } from './structs';

/**
 * Lists the nonzero values as pairs: the offset of its weights from those of the first value of the row, and the
 * value. The lists of a row follow one another, so that those of neighboring columns can be read as one list.
 *
 * @param values - [row, column, channel]
 * @param starts - receives the address of the list of each [row, column], and the end of the last one
 * @param list - receives the lists
 * @param columnBytes - bytes from the weights of one column to those of the next
 * @param channelBytes - bytes from the weights of one channel to those of the next
 */
export function listValues(
  values: usize,
  rows: u32,
  columns: u32,
  channels: u32,
  starts: usize,
  list: usize,
  columnBytes: u32,
  channelBytes: u32,
): void {
  let next = list;
  for (let row: u32 = 0; row < rows; row++) {
    let first: u32 = 0;
    for (let column: u32 = 0; column < columns; column++, first += columnBytes) {
      store<usize>(starts, next);
      starts += 4;
      let offset = first;
      for (let channel: u32 = 0; channel < channels; channel++, offset += channelBytes, values += NUMBER_BYTES) {
        const value = load<f32>(values);
        store<u32>(next, offset);
        store<f32>(next, value, 4);
        next += value !== 0 ? PAIR_BYTES : 0;
      }
    }
  }
  store<usize>(starts, next);
}

/**
 * Lists spikes: for each, the offset of its weights from those of the first input of the row.
 *
 * @param spikes - one bit per channel [row, column, word]
 * @param rows - rows of all steps
 * @param starts - receives the address of the list of each [row, column], and the end of the last one
 * @param list - receives the lists
 * @param channelBytes - bytes from the weights of one channel to those of the next
 * @returns number of spikes
 */
export function listSpikes(
  spikes: usize,
  rows: u32,
  columns: u32,
  words: u32,
  starts: usize,
  list: usize,
  channelBytes: u32,
): u32 {
  let next = list;
  for (let row: u32 = 0; row < rows; row++) {
    let offset: u32 = 0;
    for (let column: u32 = 0; column < columns; column++) {
      store<usize>(starts, next);
      starts += 4;
      for (let word: u32 = 0; word < words; word++) {
        let bits = load<u32>(spikes);
        spikes += 4;
        for (; bits !== 0; bits &= bits - 1, next += 4) store<u32>(next, offset + ctz(bits) * channelBytes);
        offset += channelBytes * WORD_CHANNELS;
      }
    }
  }
  store<usize>(starts, next);
  return ((next - list) >> 2) as u32;
}
