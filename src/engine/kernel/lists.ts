/** Lists of the inputs that are not 0, in the order row, column, channel, so that zeros are never touched again. */
import { Neurons } from './layout';

/**
 * Lists values that are not 0.
 *
 * @param values - float32 [row, column, channel]; `stride` of them from position to position
 * @param placeBytes - bytes from the weights of one input to those of the next
 */
export function listValues(
  neurons: Neurons,
  input: usize,
  rows: u32,
  columns: u32,
  channels: u32,
  stride: u32,
  placeBytes: u32,
): u32 {
  let starts = neurons.starts;
  let place = neurons.places;
  const offset = neurons.values - place;
  for (let row: u32 = 0; row < rows; row++) {
    let bytes: u32 = 0;
    for (let column: u32 = 0; column < columns; column++) {
      store<u32>(starts, place);
      starts += 4;
      for (let channel: u32 = 0; channel < channels; channel++) {
        const value = load<f32>(input + (channel << 2));
        store<u32>(place, bytes);
        store<f32>(place + offset, value);
        place += value != 0 ? 4 : 0;
        bytes += placeBytes;
      }
      input += stride << 2;
    }
  }
  store<u32>(starts, place);
  return ((place - neurons.places) >> 2) as u32;
}

/**
 * Lists spikes of all steps.
 *
 * @param spikes - one bit a channel [step][row, column][word]
 * @param placeBytes - bytes from the weights of one input to those of the next
 * @returns number of spikes
 */
export function listSpikes(
  neurons: Neurons,
  spikes: usize,
  rows: u32,
  columns: u32,
  channels: u32,
  words: u32,
  placeBytes: u32,
): u32 {
  let starts = neurons.starts;
  let place = neurons.places;
  for (let row: u32 = 0, all = rows * neurons.steps; row < all; row++) {
    let positionBytes: u32 = 0;
    for (let column: u32 = 0; column < columns; column++) {
      store<u32>(starts, place);
      starts += 4;
      let bytes = positionBytes;
      for (let word: u32 = 0; word < words; word++) {
        let bits = load<u32>(spikes);
        spikes += 4;
        if (bits != 0) place = listBits(bits, place, bytes, placeBytes);
        bytes += placeBytes << 5;
      }
      positionBytes += channels * placeBytes;
    }
  }
  store<u32>(starts, place);
  return ((place - neurons.places) >> 2) as u32;
}

/**
 * Lists the bits of a word from the lowest up, four at a time, as a loop that ends after each number of bits is guessed
 * wrong by the processor more often. What is written beyond the last bit is overwritten or never looked at.
 *
 * @returns address behind the last
 */
// @ts-ignore: decorator
@inline
function listBits(bits: u32, place: usize, bytes: u32, placeBytes: u32): usize {
  const end = place + (popcnt(bits) << 2);
  do {
    store<u32>(place, bytes + ctz(bits) * placeBytes);
    bits &= bits - 1;
    store<u32>(place, bytes + ctz(bits) * placeBytes, 4);
    bits &= bits - 1;
    store<u32>(place, bytes + ctz(bits) * placeBytes, 8);
    bits &= bits - 1;
    store<u32>(place, bytes + ctz(bits) * placeBytes, 12);
    bits &= bits - 1;
    place += 16;
  } while (bits != 0);
  return end;
}
