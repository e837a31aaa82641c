/** The gradients of a layer's weights: for each weight, the sum of gradient · input over all positions. */
import { addProducts } from '../products';
import { Layer, PAIR_BYTES } from '../structs';

/**
 * Adds the gradients of the weights. For each input channel at each position of the kernel, it lists the positions of
 * the layer whose input is not 0.
 */
export function addWeightGradients(layer: Layer): void {
  const kernelSize = layer.kernelSize;
  const stride = layer.stride;
  const columns = layer.inputColumns;
  const channels = layer.inputChannels;
  const outputRows = layer.rows;
  const outputColumns = layer.columns;
  const inputs = layer.inputs;
  const gradients = layer.gradients;
  const list = layer.list;
  const starts = layer.starts;
  const bytes = layer.channels << 2;
  const step = (stride * channels) << 2;
  let sums = layer.weightGradients;
  store<usize>(starts, list);
  for (let i: u32 = 0; i < kernelSize; i++) {
    for (let j: u32 = 0; j < kernelSize; j++) {
      for (let channel: u32 = 0; channel < channels; channel++, sums += bytes) {
        let next = list;
        let offset: u32 = 0;
        for (let row: u32 = 0; row < outputRows; row++) {
          let input = inputs + ((((row * stride + i) * columns + j) * channels + channel) << 2);
          for (let column: u32 = 0; column < outputColumns; column++, input += step, offset += bytes) {
            const value = load<f32>(input);
            store<u32>(next, offset);
            store<f32>(next, value, 4);
            next += value !== 0 ? PAIR_BYTES : 0;
          }
        }
        if (next === list) continue;
        store<usize>(starts, next, 4);
        addProducts(sums, sums, bytes, starts, 4, 0, 1, gradients, 0);
      }
    }
  }
}

/**
 * Adds the gradients of the transposed weights. For each output channel, it lists the positions whose gradient is not
 * 0, once for all kernel positions, and adds the rows of inputs that they cover. Fewer neurons have a gradient than an
 * output, so this is faster in all layers but the first. Inputs of 0 add 0, which changes no bit.
 */
export function addTransposedWeightGradients(layer: Layer): void {
  const kernelSize = layer.kernelSize;
  const stride = layer.stride;
  const columns = layer.inputColumns;
  const outputRows = layer.rows;
  const outputColumns = layer.columns;
  const outputChannels = layer.channels;
  const inputs = layer.inputs;
  const list = layer.list;
  const starts = layer.starts;
  const bytes = layer.inputChannels << 2;
  const step = bytes * stride;
  const kernelColumnBytes = bytes * outputChannels;
  let gradients = layer.gradients;
  let firstSums = layer.transposedWeightGradients;
  store<usize>(starts, list);
  for (let channel: u32 = 0; channel < outputChannels; channel++, gradients += 4, firstSums += bytes) {
    let next = list;
    let gradient = gradients;
    for (let row: u32 = 0; row < outputRows; row++) {
      let offset = row * stride * columns * bytes;
      for (let column: u32 = 0; column < outputColumns; column++, offset += step, gradient += outputChannels << 2) {
        const value = load<f32>(gradient);
        store<u32>(next, offset);
        store<f32>(next, value, 4);
        next += value !== 0 ? PAIR_BYTES : 0;
      }
    }
    if (next === list) continue;
    store<usize>(starts, next, 4);
    let sums = firstSums;
    for (let i: u32 = 0; i < kernelSize; i++) {
      for (let j: u32 = 0; j < kernelSize; j++, sums += kernelColumnBytes) {
        addProducts(sums, sums, bytes, starts, 4, 0, 1, inputs + (i * columns + j) * bytes, 0);
      }
    }
  }
}
