/**
 * What a neuron does that sees nothing but zeros is the same for every image without them. So it is computed once, for
 * an image of zeros, and only the neurons are run that an image touches.
 */
import { Layer } from './layout';

/** Marks the positions of an image that are not 0. */
export function touchImage(input: usize, positions: u32, channels: u32, touched: usize): void {
  for (let position: u32 = 0; position < positions; position++) {
    let any = false;
    for (let channel: u32 = 0; channel < channels; channel++, input += 4) any = any || load<f32>(input) != 0;
    store<u8>(touched + position, any ? 1 : 0);
  }
}

/** Marks the positions of a layer that see a marked position of its input. */
export function touchLayer(layer: Layer): void {
  touchPlaces(
    layer.inputTouched, layer.inputColumns, layer.kernelSize, layer.stride, layer.rows, layer.columns, layer.touched,
  );
}

/** Marks the places of a kernel that see a marked position of its input. */
export function touchPlaces(
  inputTouched: usize, inputColumns: u32, kernel: u32, stride: u32, rows: u32, columns: u32, touched: usize,
): void {
  for (let row: u32 = 0; row < rows; row++) {
    for (let column: u32 = 0; column < columns; column++) {
      const first = inputTouched + (row * inputColumns + column) * stride;
      let any: u32 = 0;
      for (let i: u32 = 0; i < kernel; i++) {
        for (let j: u32 = 0; j < kernel; j++) any |= load<u8>(first + i * inputColumns + j);
      }
      store<u8>(touched++, any as u8);
    }
  }
}

/**
 * Gives the places that the image before touched, and this one does not, what they send for an image of zeros.
 *
 * @param changed - which places do not have it; changed to those that are touched
 */
export function restoreBlank(
  touched: usize, changed: usize, places: u32, placeBytes: u32, outputs: usize, blankOutputs: usize, slopes: usize,
  blankSlopes: usize,
): void {
  for (let place: usize = 0, at: usize = 0; place < places; place++, at += placeBytes) {
    const isTouched = load<u8>(touched + place);
    if (isTouched == 0 && load<u8>(changed + place) != 0) {
      memory.copy(outputs + at, blankOutputs + at, placeBytes);
      memory.copy(slopes + at, blankSlopes + at, placeBytes);
    }
    store<u8>(changed + place, isTouched);
  }
}
