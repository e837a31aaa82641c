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
  let position = layer.touched;
  for (let row: u32 = 0; row < layer.rows; row++) {
    for (let column: u32 = 0; column < layer.columns; column++) {
      const first = layer.inputTouched + (row * layer.inputColumns + column) * layer.stride;
      let any: u32 = 0;
      for (let i: u32 = 0; i < layer.kernelSize; i++) {
        for (let j: u32 = 0; j < layer.kernelSize; j++) any |= load<u8>(first + i * layer.inputColumns + j);
      }
      store<u8>(position++, any as u8);
    }
  }
}
